using Repro.Data.Fetch.Archives;

namespace Repro.Data.Fetch.Download;

/// <summary>Reports the progress of a transfer, at most once per interval and at its end.</summary>
internal sealed class TransferMeter(
    CatalogueEntry entry,
    long offset,
    TimeProvider time,
    TimeSpan interval,
    IProgress<FetchProgress>? progress
)
{
    private readonly long started = time.GetTimestamp();
    private long? reported;

    /// <param name="bytes">Bytes on disk so far.</param>
    public void Report(long bytes)
    {
        var now = time.GetTimestamp();
        if (bytes < entry.Size && reported is { } last && time.GetElapsedTime(last, now) < interval)
            return;
        reported = now;
        var seconds = time.GetElapsedTime(started, now).TotalSeconds;
        progress?.Report(
            new FetchProgress(entry.FileName, bytes, entry.Size, seconds > 0 ? (bytes - offset) / seconds : 0)
        );
    }
}
