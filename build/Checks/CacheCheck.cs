using System.Globalization;
using Repro.Data.Cache;

namespace ReproBuild.Checks;

/// <summary>Checks the cache of downloads and prepared corpora.</summary>
public static class CacheCheck
{
    private const string Subject = "cache";

    /// <param name="folder">The cache.</param>
    /// <param name="files">Its files, from a quick scan.</param>
    /// <param name="script">The script to run on this platform.</param>
    public static Check Of(string folder, IReadOnlyList<CachedFile> files, string script)
    {
        if (!Directory.Exists(folder))
            return Check.Ok(Subject, $"{folder} is created when needed");
        var finding = $"{folder}: {Count(files.Where(f => f.State != CachedState.Foreign))}";
        return files.Any(f => f.State == CachedState.Damaged)
            ? Check.Note(
                Subject,
                $"{finding}; damaged: {Count(files.Where(f => f.State == CachedState.Damaged))}",
                $"{script} --target=Clean --cache removes damaged files; they are fetched or made again when "
                    + "needed."
            )
            : Check.Ok(Subject, $"{finding}, lengths right; --cache checks the digests, too");
    }

    /// <summary>Number and total size of files: <c>4 files, 8.6 MB</c>.</summary>
    public static string Count(IEnumerable<CachedFile> files)
    {
        var counted = files.ToList();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{counted.Count} file{(counted.Count == 1 ? "" : "s")}, {counted.Sum(f => f.Bytes) / 1e6:F1} MB"
        );
    }
}
