using System.Security.Cryptography;

namespace Repro.Fetch;

/// <summary>SHA-256 of files, as lower-case hexadecimal.</summary>
public static class FileDigest
{
    /// <exception cref="ReproException">The file cannot be read (exit code 3).</exception>
    public static async Task<string> Sha256Async(string path, CancellationToken cancellationToken = default)
    {
        try
        {
            await using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.Asynchronous | FileOptions.SequentialScan);
            return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken).ConfigureAwait(false));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw ReproException.Input($"{path}: cannot be read: {e.Message} Make it readable or remove it.", e);
        }
    }
}
