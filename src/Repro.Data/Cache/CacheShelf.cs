using System.Text.RegularExpressions;
using Repro.Files;

namespace Repro.Data.Cache;

/// <summary>A folder of the cache whose files are judged by the same rules.</summary>
/// <param name="name">Name of the folder.</param>
/// <param name="depth">Depth of its files: 1 for files directly in the folder.</param>
internal abstract partial class CacheShelf(string name, int depth)
{
    public string Name { get; } = name;

    public int Depth { get; } = depth;

    /// <summary>State of a file on this shelf; null if it does not belong to this program.</summary>
    public abstract CachedFile? Judge(FileInfo file, DateTimeOffset now);

    /// <summary>State of a temporary file of <see cref="SafeFile"/>; null for any other file.</summary>
    /// <param name="file">Any file.</param>
    /// <param name="now">The current time.</param>
    /// <param name="isOurs">Whether the final name, without the temporary suffix, belongs to this program.</param>
    protected static CachedFile? Leftover(FileInfo file, DateTimeOffset now, Func<string, bool> isOurs)
    {
        if (Beside().Match(file.Name) is not { Success: true } match || !isOurs(match.Groups["name"].Value))
            return null;
        return now - file.LastWriteTimeUtc > SafeFile.StaleTempFileAge
            ? Is(file, CachedState.Stale, "left over from an interrupted write")
            : Is(file, CachedState.Unfinished, "being written");
    }

    protected static CachedFile Is(FileInfo file, CachedState state, string finding) =>
        new(file.FullName, state, file.Length, finding);

    /// <summary>Whether it is a SHA-256 in lower-case hexadecimal.</summary>
    protected static bool IsDigest(string text) => text.Length == 64 && text.All(char.IsAsciiHexDigitLower);

    [GeneratedRegex(@"^(?<name>.+)\.[0-9a-f]+\.part$")]
    private static partial Regex Beside();
}
