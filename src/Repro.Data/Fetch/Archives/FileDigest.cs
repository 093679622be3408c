using System.Security.Cryptography;

namespace Repro.Data.Fetch.Archives;

/// <summary>SHA-256 of files, as lower-case hexadecimal.</summary>
public static class FileDigest
{
    /// <exception cref="ReproException">The file cannot be read (exit code 3).</exception>
    public static async Task<string> Sha256Async(string path, CancellationToken cancellationToken = default)
    {
        await using var stream = ArchiveFile.OpenRead(path);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken).ConfigureAwait(false));
    }
}
