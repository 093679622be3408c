using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Repro.Data.Prepare.Vectors;

/// <summary>One vector per word of a vocabulary; zeros for words without a vector.</summary>
public sealed class VectorMatrix
{
    private string? digest;

    internal VectorMatrix(string name, int width, float[] values, int found, string? digest = null) =>
        (Name, Width, Values, Found, this.digest) = (name, width, values, found, digest);

    /// <summary>Name of the vectors: <c>glove.6B.100d</c>.</summary>
    public string Name { get; }

    /// <summary>Numbers per vector.</summary>
    public int Width { get; }

    /// <summary><c>float32 [vocabulary, width]</c>, row-major.</summary>
    public float[] Values { get; }

    /// <summary>Words that have a vector.</summary>
    public int Found { get; }

    /// <summary>The vector of the word at an index of the vocabulary.</summary>
    public ReadOnlySpan<float> this[int index] => Values.AsSpan(index * Width, Width);

    /// <summary>SHA-256 of the values' bytes (little-endian, row after row), lower-case hexadecimal.</summary>
    public string Digest =>
        digest ??= Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes(Values.AsSpan())));
}
