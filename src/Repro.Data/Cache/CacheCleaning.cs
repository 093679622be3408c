using Repro.Data.Fetch.Archives;

namespace Repro.Data.Cache;

/// <summary>
/// Removes damaged and stale files from a cache. Only files that <see cref="CacheInventory"/> recognises by place, name
/// and content are removed. They are fetched or made again when needed.
/// </summary>
/// <param name="folder">The per-user cache.</param>
/// <param name="home">The user's home folder.</param>
/// <param name="repository">The clone.</param>
public sealed class CacheCleaning(string folder, string home, string repository)
{
    /// <summary>Checks every file and removes those that are damaged or stale.</summary>
    /// <returns>Every file that was found, with its state before cleaning.</returns>
    /// <exception cref="ReproException">The folder is not a cache of this program (exit code 2), or a file cannot be
    /// removed (3).</exception>
    public IReadOnlyList<CachedFile> Run(
        DateTimeOffset now,
        IReadOnlyList<CatalogueEntry> catalogue,
        string program,
        CancellationToken cancellation = default
    )
    {
        RefuseWhatIsNoCache();
        var files = new CacheInventory(folder, now, catalogue, program).Check(cancellation);
        if (files.Count > 0 && files.All(file => file.State == CachedState.Foreign))
            throw Refuse("is not a cache of this program; nothing was removed");
        foreach (var file in files.Where(file => file.IsRemovable))
            Remove(file);
        return files;
    }

    private void RefuseWhatIsNoCache()
    {
        var real = RealPath.Resolve(folder);
        if (Path.GetPathRoot(real) == real)
            throw Refuse("is the root of a disk");
        if (RealPath.Holds(real, RealPath.Resolve(home)))
            throw Refuse("is the home folder or above it");
        if (RealPath.Holds(real, RealPath.Resolve(repository)))
            throw Refuse("is the repository's folder or above it");
    }

    private static void Remove(CachedFile file)
    {
        try
        {
            File.Delete(file.Path);
            var above = Path.GetDirectoryName(file.Path)!;
            if (
                Path.GetFileName(Path.GetDirectoryName(above)) == ArchiveShelf.Folder
                && !Directory.EnumerateFileSystemEntries(above).Any()
            )
                Directory.Delete(above);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw ReproException.Input(
                $"cache: {file.Path} cannot be removed: {e.Message} Make its folder writable.",
                e
            );
        }
    }

    private ReproException Refuse(string why) =>
        ReproException.Usage(
            $"cache: {folder} {why}. Name the cache in REPRO_CACHE, or unset it for the platform's cache folder."
        );
}
