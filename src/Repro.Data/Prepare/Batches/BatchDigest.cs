using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Repro.Data.Prepare.Batches;

/// <summary>
/// Digest of batches in the order in which they are read: tokens, labels, and which reviews share a batch. It covers
/// only integers, so equal data have equal digests on every machine.
/// </summary>
public sealed class BatchDigest : IDisposable
{
    private const int Characters = 16;

    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public void Add(Batch batch)
    {
        Append<int>([batch.Size]);
        Append<int>(batch.Lengths);
        Append<float>(batch.Labels);
        for (var i = 0; i < batch.Size; i++)
            Append(batch.Tokens(i));
    }

    /// <summary>
    /// Digest of the batches added since the last call: the first 64 bits of SHA-256 in lower-case hexadecimal.
    /// </summary>
    public string Take() => Convert.ToHexStringLower(hash.GetHashAndReset())[..Characters];

    public void Dispose() => hash.Dispose();

    // Both are four bytes in the machine's order, which is little-endian wherever libtorch runs.
    private void Append<T>(ReadOnlySpan<T> values)
        where T : unmanaged => hash.AppendData(MemoryMarshal.AsBytes(values));
}
