using System.Globalization;
using System.Net;

namespace Repro.Data.Fetch.Download;

/// <summary>Why one attempt of a download failed. The message continues a sentence that begins with the URL.</summary>
/// <param name="message">What the server did.</param>
/// <param name="mayPass">Whether trying again can help.</param>
/// <param name="retryAfter">Delay requested by the server, or null.</param>
/// <param name="inner">The cause.</param>
internal sealed class TransferFault(string message, bool mayPass, TimeSpan? retryAfter = null, Exception? inner = null)
    : Exception(message, inner)
{
    public bool MayPass { get; } = mayPass;

    public TimeSpan? RetryAfter { get; } = retryAfter;

    /// <summary>Fault of a failed connection. An unresolved name or a refusing proxy is not worth a retry.</summary>
    public static TransferFault Unreachable(HttpRequestException e) =>
        new(
            $"is unreachable: {e.Message.TrimEnd('.')}",
            e.HttpRequestError
                is not (
                    HttpRequestError.NameResolutionError
                    or HttpRequestError.ProxyTunnelError
                    or HttpRequestError.SecureConnectionError
                ),
            inner: e
        );

    public static TransferFault Stalled(TimeSpan timeout) =>
        new(
            string.Create(CultureInfo.InvariantCulture, $"sent nothing for {timeout.TotalSeconds:0.###} s"),
            mayPass: true
        );

    public static TransferFault BrokenOff(long bytes, long size, Exception? inner = null) =>
        new(
            string.Create(CultureInfo.InvariantCulture, $"was interrupted after {bytes:N0} of {size:N0} bytes"),
            mayPass: true,
            inner: inner
        );

    public static TransferFault OtherSize(long offered, long size) =>
        new(
            string.Create(CultureInfo.InvariantCulture, $"offers {offered:N0} bytes instead of the expected {size:N0}"),
            mayPass: false
        );

    public static TransferFault TooLong(long size) =>
        new(
            string.Create(CultureInfo.InvariantCulture, $"sends more than the expected {size:N0} bytes"),
            mayPass: false
        );

    /// <summary>Fault of a response that is not the file.</summary>
    public static TransferFault Status(HttpResponseMessage response, DateTimeOffset now)
    {
        var status = response.StatusCode;
        var mayPass = status is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout || (int)status >= 500;
        var wait = response.Headers.RetryAfter is { } header ? header.Delta ?? header.Date - now : null;
        var asked = wait is { } time
            ? string.Create(CultureInfo.InvariantCulture, $" and asks to wait {time.TotalSeconds:0} s")
            : "";
        return new TransferFault(
            $"answers {(int)status} {response.ReasonPhrase}{asked}",
            mayPass,
            wait < TimeSpan.Zero ? TimeSpan.Zero : wait
        );
    }
}
