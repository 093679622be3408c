using Repro.Data.Fetch;
using Repro.Data.Fetch.Archives;

namespace Repro.Data.Cache;

/// <summary>
/// Lists everything in a cache folder; each file is judged by the shelf it is on. Links are never followed and nothing
/// is written.
/// </summary>
/// <param name="folder">The per-user cache; need not exist.</param>
/// <param name="now">The current time, to judge the age of leftovers.</param>
/// <param name="catalogue">Every archive that may be in it; <see cref="Catalogue.All"/>.</param>
/// <param name="program"><see cref="Repro.Runs.ProgramDigest"/> of the current program: corpora prepared by another
/// program are stale.</param>
public sealed class CacheInventory(
    string folder,
    DateTimeOffset now,
    IReadOnlyList<CatalogueEntry> catalogue,
    string program
)
{
    /// <summary>Judges files by name and length only; fast for any cache size.</summary>
    public IReadOnlyList<CachedFile> QuickScan() => [.. Files(null)];

    /// <summary>Also reads every file of this program and checks its digest.</summary>
    public IReadOnlyList<CachedFile> Check(CancellationToken cancellation = default) =>
        [.. Files(new DigestReader(cancellation))];

    private IEnumerable<CachedFile> Files(DigestReader? read)
    {
        CacheShelf[] shelves =
        [
            new ArchiveShelf(catalogue, read),
            new ContentShelf(catalogue, read),
            new PreparedShelf(program, read),
            new LockShelf(),
        ];
        if (!Directory.Exists(folder))
            yield break;
        foreach (var entry in Entries(new DirectoryInfo(folder)))
        {
            var shelf = shelves.FirstOrDefault(shelf => shelf.Name == entry.Name);
            if (shelf is null || entry is not DirectoryInfo owned || IsLink(entry))
                yield return Foreign(entry);
            else
                foreach (var file in Of(shelf, owned, depth: 1))
                    yield return file;
        }
    }

    private IEnumerable<CachedFile> Of(CacheShelf shelf, DirectoryInfo owned, int depth)
    {
        foreach (var entry in Entries(owned))
        {
            if (IsLink(entry))
                yield return Foreign(entry);
            else if (entry is FileInfo file)
                yield return depth == shelf.Depth ? shelf.Judge(file, now) ?? Foreign(entry) : Foreign(entry);
            else if (depth == shelf.Depth)
                yield return Foreign(entry);
            else
                foreach (var below in Of(shelf, (DirectoryInfo)entry, depth + 1))
                    yield return below;
        }
    }

    /// <exception cref="ReproException">The folder cannot be listed (exit code 3).</exception>
    private static IReadOnlyList<FileSystemInfo> Entries(DirectoryInfo owned)
    {
        try
        {
            return [.. owned.EnumerateFileSystemInfos().OrderBy(entry => entry.Name, StringComparer.Ordinal)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw ReproException.Input(
                $"cache: {owned.FullName} cannot be listed: {e.Message} Make it readable, or name another "
                    + "folder in REPRO_CACHE.",
                e
            );
        }
    }

    private static bool IsLink(FileSystemInfo entry) =>
        entry.LinkTarget is not null || entry.Attributes.HasFlag(FileAttributes.ReparsePoint);

    private static CachedFile Foreign(FileSystemInfo entry) =>
        new(
            entry.FullName,
            CachedState.Foreign,
            entry is FileInfo file && !IsLink(entry) ? file.Length : 0,
            IsLink(entry) ? "a link, not followed" : "not of this cache"
        );
}
