using System.Security.Cryptography;
using Repro.Data.Fetch.Archives;
using Repro.Files;

namespace Repro.Data.Fetch;

/// <summary>
/// Digests of an archive's content, independent of its packaging. Computing one means decompressing the archive, so
/// results are cached by the digest of the <em>file</em>. File sizes and times prove nothing and are not used.
/// </summary>
/// <param name="cacheFolder">The per-user cache.</param>
public sealed class ContentDigest(string cacheFolder)
{
    /// <summary>The digest of the content that <paramref name="repackaging"/> names, lower-case hexadecimal.</summary>
    /// <param name="path">The archive.</param>
    /// <param name="fileSha256">SHA-256 of the file, just computed.</param>
    /// <param name="repackaging">Which content.</param>
    /// <exception cref="ReproException">The archive is damaged or lacks the content (exit code 3).</exception>
    public string Compute(string path, string fileSha256, Repackaging repackaging)
    {
        var file = Path.Combine(
            cacheFolder,
            "contents",
            $"{fileSha256}.{repackaging.Member ?? Words.Of(repackaging.Kind)}.json"
        );
        if (Remembered(file, fileSha256) is { } known)
            return known;
        var computed = Compute(path, repackaging);
        Remember(file, new Memory(fileSha256, computed));
        return computed;
    }

    internal static string Compute(string path, Repackaging repackaging) =>
        repackaging.Kind switch
        {
            ContentKind.LabelledReviews => ReviewArchive.Digest(ReviewArchive.ReadFiles(path)),
            _ => OfMember(path, repackaging.Member!),
        };

    private static string OfMember(string path, string member)
    {
        using var stream = ZipMember.Open(path, member, ArchiveLimits.Vectors);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    /// <summary>
    /// The content digest noted for the archive; null if the note is missing, damaged or for another archive.
    /// </summary>
    internal static string? Remembered(string file, string fileSha256) =>
        SafeFile.TryReadJson<Memory>(file, out _) is { } memory && memory.File == fileSha256 ? memory.Content : null;

    // Ignored: without a note the digest is computed again next time.
    private static void Remember(string file, Memory memory)
    {
        try
        {
            SafeFile.WriteJson(file, memory);
        }
        catch (FileNotWritten) { }
    }

    private sealed record Memory(string File, string Content);
}
