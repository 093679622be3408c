using System.Security.Cryptography;

namespace Repro.Data.Cache;

/// <summary>Digests files of any kind; a file that cannot be read has no digest.</summary>
internal sealed class DigestReader(CancellationToken cancellation)
{
    private const int Chunk = 1 << 20;

    /// <summary>Digests up to <paramref name="count"/> bytes; lower-case hexadecimal.</summary>
    public string Sha256(Stream stream, long count = long.MaxValue)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[Chunk];
        for (var left = count; left > 0; )
        {
            cancellation.ThrowIfCancellationRequested();
            var read = stream.Read(buffer, 0, (int)Math.Min(left, Chunk));
            if (read == 0)
                break;
            hash.AppendData(buffer, 0, read);
            left -= read;
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>
    /// The fault that <paramref name="fault"/> finds in the file's bytes, or why they cannot be read; null if there is
    /// none.
    /// </summary>
    public static string? FaultOf(FileInfo file, Func<Stream, string?> fault)
    {
        // Special files have length 0 too; opening a pipe would block forever.
        if (file.Length == 0)
            return "is empty";
        try
        {
            using var stream = new FileStream(
                file.FullName,
                FileMode.Open,
                FileAccess.Read,
                FileShare.Read | FileShare.Delete,
                1
            );
            return fault(stream);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"cannot be read: {e.Message}";
        }
    }
}
