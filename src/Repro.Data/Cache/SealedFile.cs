using System.Security.Cryptography;

namespace Repro.Data.Cache;

/// <summary>
/// What both kinds of prepared files have in common: eight bytes that say which kind, the key they are named by, the
/// content, and the content's SHA-256.
/// </summary>
internal static class SealedFile
{
    private const int MagicLength = 8;

    /// <summary>Bytes beside the content.</summary>
    public const int Overhead = MagicLength + (2 * SHA256.HashSizeInBytes);

    /// <summary>What is wrong with the file, or null.</summary>
    public static string? FaultOf(Stream stream, byte[] magic, string key, DigestReader read)
    {
        var header = new byte[MagicLength + SHA256.HashSizeInBytes];
        stream.ReadExactly(header);
        if (!header.AsSpan(0, MagicLength).SequenceEqual(magic))
            return "does not begin as such a file does";
        if (Convert.ToHexStringLower(header.AsSpan(MagicLength)) != key)
            return "is another file under this one's name";
        var found = read.Sha256(stream, stream.Length - Overhead);
        var digest = new byte[SHA256.HashSizeInBytes];
        stream.ReadExactly(digest);
        return found == Convert.ToHexStringLower(digest)
            ? null
            : $"its content has sha256 {found}, not the one it ends with";
    }
}
