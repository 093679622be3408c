using Repro.Data.Fetch.Archives;
using Repro.Data.Fetch.Download;
using Repro.Locking;

namespace Repro.Data.Fetch;

/// <summary>Fetches and verifies archives: from the mirror, else from the cache, else from the official URL.</summary>
public sealed class Fetcher
{
    private readonly string cacheFolder;
    private readonly Mirror? mirror;
    private readonly ArchiveDownload download;
    private readonly IProgress<FetchProgress>? progress;
    private readonly Locks? locks;

    /// <param name="cacheFolder">The per-user cache; created if missing.</param>
    /// <param name="mirrorFolder">The folder that <c>--data-mirror</c> or <c>REPRO_DATA_MIRROR</c> names, or
    /// null.</param>
    /// <param name="http">See <see cref="ArchiveDownload.CreateClient"/>.</param>
    /// <param name="time">Measures rates and waits between tries.</param>
    /// <param name="progress">Receives download progress, at most ten times a second.</param>
    /// <param name="options">Timeouts and retries for slow and failing servers.</param>
    /// <param name="locks">Makes a second process wait for the first one's download; null if there is only one
    /// process.</param>
    public Fetcher(
        string cacheFolder,
        string? mirrorFolder,
        HttpClient http,
        TimeProvider time,
        IProgress<FetchProgress>? progress = null,
        DownloadOptions? options = null,
        Locks? locks = null
    )
    {
        this.cacheFolder = cacheFolder;
        this.progress = progress;
        this.locks = locks;
        mirror = mirrorFolder is null ? null : new Mirror(mirrorFolder, new ContentDigest(cacheFolder));
        download = new ArchiveDownload(http, time, options);
    }

    /// <param name="entry">The archive to fetch.</param>
    /// <param name="member">The one member needed, such as <c>glove.6B.100d.txt</c>; null for a whole corpus.</param>
    /// <param name="cancellationToken">Cancels the fetch; a partial download is kept and continued next time.</param>
    /// <exception cref="ReproException">The archive is unreachable, or the file found is damaged (exit code
    /// 3).</exception>
    public async Task<FetchedArchive> FetchAsync(
        CatalogueEntry entry,
        string? member = null,
        CancellationToken cancellationToken = default
    )
    {
        if (
            mirror is not null
            && await mirror.FindAsync(entry, member, cancellationToken).ConfigureAwait(false) is { } mirrored
        )
            return mirrored;
        var path = Path.Combine(cacheFolder, "archives", entry.Sha256, entry.FileName);
        if (await IsIntactAsync(path, entry, cancellationToken).ConfigureAwait(false))
            return new FetchedArchive(entry, path, entry.Sha256, ArchiveSource.Cache);
        using var alone = locks is null
            ? null
            : await locks
                .TakeAsync(
                    Path.Combine(cacheFolder, "locks", "downloads", entry.Sha256 + ".lock"),
                    entry.FileName,
                    cancellationToken
                )
                .ConfigureAwait(false);
        if (alone is not null && await IsIntactAsync(path, entry, cancellationToken).ConfigureAwait(false))
            // The process that was waited for has it.
            return new FetchedArchive(entry, path, entry.Sha256, ArchiveSource.Cache);
        await DownloadAsync(entry, path, cancellationToken).ConfigureAwait(false);
        return new FetchedArchive(entry, path, entry.Sha256, ArchiveSource.Download);
    }

    private static async Task<bool> IsIntactAsync(
        string path,
        CatalogueEntry entry,
        CancellationToken cancellationToken
    ) =>
        File.Exists(path)
        && new FileInfo(path).Length == entry.Size
        && await FileDigest.Sha256Async(path, cancellationToken).ConfigureAwait(false) == entry.Sha256;

    private async Task DownloadAsync(CatalogueEntry entry, string path, CancellationToken cancellationToken)
    {
        try
        {
            await download.SaveAsync(entry, path, progress, cancellationToken).ConfigureAwait(false);
        }
        catch (ReproException e)
        {
            throw new ReproException(
                e.ExitCode,
                $"{e.Message} Run again, or name a folder that holds the archive with --data-mirror=DIR or "
                    + "REPRO_DATA_MIRROR; --profile=sample needs no download.",
                e
            );
        }
    }
}
