using System.Globalization;
using Repro.Data.Fetch.Archives;

namespace Repro.Data.Fetch;

/// <summary>A folder of archives, searched before the official addresses. It is only read.</summary>
/// <param name="folder">The folder that <c>--data-mirror</c> names.</param>
/// <param name="contents">Digests of repackaged archives.</param>
public sealed class Mirror(string folder, ContentDigest contents)
{
    /// <summary>
    /// How many times the published size a file may have that holds the same packed otherwise, or not at all.
    /// </summary>
    private const int MostTimes = 8;

    /// <summary>Bytes that are read in any case: it takes a second.</summary>
    private const long AlwaysRead = 1 << 30;

    /// <summary>
    /// The official archive by its digest, or a repackaged one by the digest of its content; null where the folder has
    /// no file of that name.
    /// </summary>
    /// <param name="entry">What is wanted.</param>
    /// <param name="member">The one member that is wanted, so that a repackaging of that member alone will do; null for
    /// any.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <exception cref="ReproException">The folder does not exist, or it has files of that name and none is acceptable
    /// (exit code 3).</exception>
    public async Task<FetchedArchive?> FindAsync(
        CatalogueEntry entry,
        string? member = null,
        CancellationToken cancellationToken = default
    )
    {
        var repackagings = entry.Repackagings.Where(r => r.Member is null || r.Member == member).ToList();
        var refused = new List<string>();
        foreach (var path in Candidates(entry))
        {
            // Another member's repackaging is not a damaged copy of this one.
            if (repackagings.Count == 0 && Path.GetFileName(path) != entry.FileName)
                continue;
            var (length, most) = (new FileInfo(path).Length, Math.Max(AlwaysRead, MostTimes * entry.Size));
            if (length > most)
            {
                refused.Add(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{Path.GetFileName(path)} has {length:N0} bytes, at most {most:N0} are read"
                    )
                );
                continue;
            }

            var sha256 = await FileDigest.Sha256Async(path, cancellationToken).ConfigureAwait(false);
            if (sha256 == entry.Sha256)
                return new FetchedArchive(entry, path, sha256, ArchiveSource.Mirror);
            if (Accepted(path, sha256, repackagings, refused) is { } repackaging)
                return new FetchedArchive(entry, path, sha256, ArchiveSource.Mirror, repackaging.Note);
        }

        return refused.Count == 0
            ? null
            : throw ReproException.Input(
                $"data mirror: {folder} has no acceptable {entry.Name}: {string.Join("; ", refused)}. "
                    + $"Expected is sha256 {entry.Sha256}{ContentExpected(repackagings)}; replace or remove the file."
            );
    }

    private IEnumerable<string> Candidates(CatalogueEntry entry) =>
        Directory.Exists(folder)
            ? Directory
                .EnumerateFiles(folder, entry.MirrorPattern)
                .OrderBy(path => Path.GetFileName(path) != entry.FileName)
                .ThenBy(path => path, StringComparer.Ordinal)
            : throw ReproException.Input(
                $"data mirror: {folder} is not an existing folder. Name one with --data-mirror=DIR or "
                    + "REPRO_DATA_MIRROR, or leave the setting out."
            );

    private Repackaging? Accepted(string path, string sha256, List<Repackaging> repackagings, List<string> refused)
    {
        var found = "";
        foreach (var repackaging in repackagings)
        {
            try
            {
                var content = contents.Of(path, sha256, repackaging);
                if (content == repackaging.Sha256)
                    return repackaging;
                found = $", content {content}";
            }
            catch (ReproException e)
            {
                found = $", unreadable: {e.Message.TrimEnd('.')}";
            }
        }

        refused.Add($"{Path.GetFileName(path)} has sha256 {sha256}{found}");
        return null;
    }

    private static string ContentExpected(List<Repackaging> repackagings) =>
        string.Concat(repackagings.Select(r => $", or content {r.Sha256}"));
}
