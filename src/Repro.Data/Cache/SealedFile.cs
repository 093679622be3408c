using System.Security.Cryptography;

namespace Repro.Data.Cache;

/// <summary>
/// Common format of both kinds of prepared files: eight magic bytes, the key in the file's name, the content, and the
/// content's SHA-256.
/// </summary>
internal static class SealedFile
{
    private const int MagicLength = 8;

    /// <summary>Bytes in addition to the content.</summary>
    public const int Overhead = MagicLength + (2 * SHA256.HashSizeInBytes);

    /// <summary>The file's fault, or null.</summary>
    public static string? FaultOf(Stream stream, byte[] magic, string key, DigestReader read)
    {
        var header = new byte[MagicLength + SHA256.HashSizeInBytes];
        stream.ReadExactly(header);
        if (!header.AsSpan(0, MagicLength).SequenceEqual(magic))
            return "does not begin with the expected bytes";
        if (Convert.ToHexStringLower(header.AsSpan(MagicLength)) != key)
            return "is a different file under this name";
        var found = read.Sha256(stream, stream.Length - Overhead);
        var digest = new byte[SHA256.HashSizeInBytes];
        stream.ReadExactly(digest);
        return found == Convert.ToHexStringLower(digest)
            ? null
            : $"its content has sha256 {found}, not the one it ends with";
    }
}
