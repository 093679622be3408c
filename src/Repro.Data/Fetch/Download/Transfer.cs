using System.Net;
using System.Net.Http.Headers;
using Repro.Data.Fetch.Archives;

namespace Repro.Data.Fetch.Download;

/// <summary>One attempt of a download: requests the missing bytes and appends them.</summary>
internal sealed class Transfer(HttpClient http, TimeProvider time, TimeSpan stallTimeout)
{
    private const int MostRedirects = 5;

    private static readonly TimeSpan ReportInterval = TimeSpan.FromMilliseconds(100);

    /// <summary>Returns once <paramref name="part"/> has every byte of <paramref name="entry"/>.</summary>
    /// <exception cref="TransferFault">The transfer failed; the bytes received so far are kept.</exception>
    public async Task RunAsync(
        CatalogueEntry entry,
        PartialFile part,
        IProgress<FetchProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        if (part.Length > entry.Size)
            part.Delete();
        if (part.Length == entry.Size)
            return;
        using var watch = new StallWatch(time, stallTimeout, cancellationToken);
        using var response = await RequestAsync(entry, part, watch).ConfigureAwait(false);
        var offset = OffsetOf(response, entry, part);
        await CopyAsync(response, entry, part, offset, progress, watch).ConfigureAwait(false);
    }

    private async Task<HttpResponseMessage> RequestAsync(CatalogueEntry entry, PartialFile part, StallWatch watch)
    {
        var address = entry.Url;
        for (var redirects = 0; redirects <= MostRedirects; redirects++)
        {
            using var request = Request(address, part);
            var response = await watch
                .AwaitAsync(
                    token => http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, token),
                    e => TransferFault.BrokenOff(part.Length, entry.Size, e)
                )
                .ConfigureAwait(false);
            if (
                response
                is not { StatusCode: >= (HttpStatusCode)300 and < (HttpStatusCode)400, Headers.Location: { } location }
            )
                return response;
            response.Dispose();
            address = Redirected(address, new Uri(address, location));
        }

        throw new TransferFault($"redirects more than {MostRedirects} times", mayPass: false);
    }

    private static HttpRequestMessage Request(Uri address, PartialFile part)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (part.Length == 0)
            return request;
        request.Headers.Range = new RangeHeaderValue(part.Length, null);
        if (part.Version is { } version)
            request.Headers.IfRange = new RangeConditionHeaderValue(version);
        return request;
    }

    private static Uri Redirected(Uri from, Uri to) =>
        to.Scheme == Uri.UriSchemeHttps || (to.IsLoopback && from.IsLoopback && to.Scheme == from.Scheme)
            ? to
            : throw new TransferFault($"redirects to {to}, which is not https", mayPass: false);

    /// <summary>Offset in the file of the response's first byte.</summary>
    private long OffsetOf(HttpResponseMessage response, CatalogueEntry entry, PartialFile part)
    {
        var asked = part.Length;
        switch (response.StatusCode)
        {
            // Servers without range support, or whose file has changed, also answer this way: start again at 0.
            case HttpStatusCode.OK:
                return response.Content.Headers.ContentLength is { } length && length != entry.Size
                    ? throw TransferFault.OtherSize(length, entry.Size)
                    : 0;
            case HttpStatusCode.PartialContent when asked > 0:
                var range = response.Content.Headers.ContentRange;
                if (range?.Length is { } whole && whole != entry.Size)
                    throw TransferFault.OtherSize(whole, entry.Size);
                if (range?.From == asked)
                    return asked;
                break;
            case HttpStatusCode.RequestedRangeNotSatisfiable when asked > 0:
                break;
            default:
                throw TransferFault.Status(response, time.GetUtcNow());
        }

        part.Delete();
        throw new TransferFault($"cannot continue at byte {asked}", mayPass: true);
    }

    private async Task CopyAsync(
        HttpResponseMessage response,
        CatalogueEntry entry,
        PartialFile part,
        long offset,
        IProgress<FetchProgress>? progress,
        StallWatch watch
    )
    {
        var meter = new TransferMeter(entry, offset, time, ReportInterval, progress);
        await using var target = part.OpenAt(offset, response.Headers.ETag);
        var source = await response.Content.ReadAsStreamAsync(watch.Cancelled).ConfigureAwait(false);
        var buffer = new byte[1 << 17];
        while (true)
        {
            var read = await watch
                .AwaitAsync(
                    token => source.ReadAsync(buffer, token).AsTask(),
                    e => TransferFault.BrokenOff(target.Position, entry.Size, e)
                )
                .ConfigureAwait(false);
            if (read == 0)
                break;
            if (target.Position + read > entry.Size)
            {
                target.SetLength(0);
                throw TransferFault.TooLong(entry.Size);
            }

            await target.WriteAsync(buffer.AsMemory(0, read), watch.Cancelled).ConfigureAwait(false);
            meter.Report(target.Position);
        }

        if (target.Position < entry.Size)
            throw TransferFault.BrokenOff(target.Position, entry.Size);
        target.Flush(flushToDisk: true);
    }
}
