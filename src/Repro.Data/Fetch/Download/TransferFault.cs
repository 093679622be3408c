using System.Globalization;
using System.Net;

namespace Repro.Data.Fetch.Download;

/// <summary>Why one try of a download ended. The message continues a sentence that begins with the address.</summary>
/// <param name="message">What the server did.</param>
/// <param name="mayPass">Whether trying again can help.</param>
/// <param name="retryAfter">How long the server asks to wait, where it does.</param>
/// <param name="inner">What it came from.</param>
internal sealed class TransferFault(string message, bool mayPass, TimeSpan? retryAfter = null, Exception? inner = null)
    : Exception(message, inner)
{
    public bool MayPass { get; } = mayPass;

    public TimeSpan? RetryAfter { get; } = retryAfter;

    /// <summary>
    /// From a failed connection: a name that does not resolve or a proxy that refuses will do so again.
    /// </summary>
    public static TransferFault Unreachable(HttpRequestException e) =>
        new(
            $"is out of reach: {e.Message.TrimEnd('.')}",
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
            string.Create(CultureInfo.InvariantCulture, $"broke off after {bytes:N0} of {size:N0} bytes"),
            mayPass: true,
            inner: inner
        );

    public static TransferFault OtherSize(long offered, long size) =>
        new(
            string.Create(CultureInfo.InvariantCulture, $"offers {offered:N0} bytes where {size:N0} are pinned"),
            mayPass: false
        );

    public static TransferFault TooLong(long size) =>
        new(string.Create(CultureInfo.InvariantCulture, $"sends more than the pinned {size:N0} bytes"), mayPass: false);

    /// <summary>From an answer that is not the file.</summary>
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
