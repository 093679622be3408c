using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Repro.Data.Prepare.Vectors;

/// <summary>
/// A vector matrix as bytes, integers little-endian: words found, the matrix's own digest, the number of rows that are
/// not all zeros, their indices ascending, the rows; last the SHA-256 of all that. Rows are read directly into place.
/// </summary>
internal static class VectorMatrixFormat
{
    /// <summary>
    /// Increment it when the format or the parsing of the text changes: older caches then become stale.
    /// </summary>
    public const int Version = 1;

    private const int Fixed = sizeof(int) + SHA256.HashSizeInBytes + sizeof(int);

    public static void Write(Stream stream, VectorMatrix matrix)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        void Put(ReadOnlySpan<byte> bytes)
        {
            stream.Write(bytes);
            hash.AppendData(bytes);
        }

        var rows = NonZeroRows(matrix);
        Put(Int(matrix.Found));
        Put(Convert.FromHexString(matrix.Digest));
        Put(Int(rows.Length));
        foreach (var row in rows)
            Put(Int(row));
        foreach (var row in rows)
            Put(MemoryMarshal.AsBytes(matrix[row]));
        stream.Write(hash.GetHashAndReset());
    }

    /// <param name="stream">Positioned at the matrix, which extends to the end of the file.</param>
    /// <param name="name">Name of the vectors.</param>
    /// <param name="count">Words of the vocabulary.</param>
    /// <param name="width">Numbers per vector.</param>
    /// <exception cref="InvalidDataException">The bytes are not what <see cref="Write"/> writes for such a
    /// matrix.</exception>
    /// <exception cref="EndOfStreamException">The stream ends too soon.</exception>
    public static VectorMatrix Read(Stream stream, string name, int count, int width)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var start = new byte[Fixed];
        Take(stream, hash, start);
        var indices = new int[
            Checked(BinaryPrimitives.ReadInt32LittleEndian(start.AsSpan(Fixed - sizeof(int))), count + 1)
        ];
        Take(stream, hash, MemoryMarshal.AsBytes(indices.AsSpan()));
        var values = new float[checked(count * width)];
        foreach (var row in indices)
            Take(stream, hash, MemoryMarshal.AsBytes(values.AsSpan(Checked(row, count) * width, width)));

        var digest = new byte[SHA256.HashSizeInBytes];
        stream.ReadExactly(digest);
        if (!hash.GetHashAndReset().AsSpan().SequenceEqual(digest) || stream.ReadByte() >= 0)
            throw new InvalidDataException(
                $"{name}: the digest is not that of the bytes before it, or extra bytes follow it"
            );
        return new(
            name,
            width,
            values,
            BinaryPrimitives.ReadInt32LittleEndian(start),
            Convert.ToHexStringLower(start.AsSpan(sizeof(int), SHA256.HashSizeInBytes))
        );
    }

    private static void Take(Stream stream, IncrementalHash hash, Span<byte> into)
    {
        stream.ReadExactly(into);
        hash.AppendData(into);
    }

    // Compared as bits: a row of negative zeros is not a row of zeros.
    private static int[] NonZeroRows(VectorMatrix matrix) =>
        [
            .. Enumerable
                .Range(0, matrix.Values.Length / matrix.Width)
                .Where(row => MemoryMarshal.AsBytes(matrix[row]).ContainsAnyExcept((byte)0)),
        ];

    private static int Checked(int value, int limit) =>
        (uint)value < (uint)limit ? value : throw new InvalidDataException($"{value} is not below {limit}");

    private static byte[] Int(int value)
    {
        var bytes = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        return bytes;
    }
}
