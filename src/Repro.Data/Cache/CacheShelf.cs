using System.Text.RegularExpressions;
using Repro.Files;

namespace Repro.Data.Cache;

/// <summary>A folder of the cache whose files are judged alike.</summary>
/// <param name="name">Of the folder.</param>
/// <param name="depth">At which its files lie: 1 directly in it.</param>
internal abstract partial class CacheShelf(string name, int depth)
{
    public string Name { get; } = name;

    public int Depth { get; } = depth;

    /// <summary>What a file on this shelf is; null where it is none of ours.</summary>
    public abstract CachedFile? Judge(FileInfo file, DateTimeOffset now);

    /// <summary>For <see cref="SafeFile"/>'s file beside the one it writes; null for any other.</summary>
    /// <param name="file">Any file.</param>
    /// <param name="now">The time.</param>
    /// <param name="isOurs">Whether a file of this name, without what was added beside, would be ours.</param>
    protected static CachedFile? Leftover(FileInfo file, DateTimeOffset now, Func<string, bool> isOurs)
    {
        if (Beside().Match(file.Name) is not { Success: true } match || !isOurs(match.Groups["name"].Value))
            return null;
        return now - file.LastWriteTimeUtc > SafeFile.StaleTempFileAge
            ? Is(file, CachedState.Stale, "left over from writing that broke off")
            : Is(file, CachedState.Unfinished, "being written");
    }

    protected static CachedFile Is(FileInfo file, CachedState state, string finding) =>
        new(file.FullName, state, file.Length, finding);

    /// <summary>Whether it is a SHA-256 as all our names have it.</summary>
    protected static bool IsDigest(string text) => text.Length == 64 && text.All(char.IsAsciiHexDigitLower);

    [GeneratedRegex(@"^(?<name>.+)\.[0-9a-f]+\.part$")]
    private static partial Regex Beside();
}
