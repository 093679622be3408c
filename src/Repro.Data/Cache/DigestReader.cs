using System.Security.Cryptography;

namespace Repro.Data.Cache;

/// <summary>Digests of files that may be anything: whatever cannot be read has none.</summary>
internal sealed class DigestReader(CancellationToken cancellation)
{
    private const int Chunk = 1 << 20;

    /// <summary>Digests <paramref name="count"/> bytes, or as many as there are; lower-case hexadecimal.</summary>
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
    /// What <paramref name="fault"/> finds wrong with the file's bytes, or why they cannot be read; null where they are
    /// right.
    /// </summary>
    public static string? FaultOf(FileInfo file, Func<Stream, string?> fault)
    {
        // What is no regular file also has no length; opening a pipe would wait for ever.
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
