using System.Globalization;
using System.Text;

namespace Repro.Data.Fetch.Archives;

/// <summary>
/// Positions of a sparse file's stored bytes; the gaps are zeros. GNU tar writes such a map for files that occupy fewer
/// blocks than their length, which on compressing file systems is every file.
/// </summary>
/// <param name="Length">Bytes of the file.</param>
/// <param name="Data">Offset and number of bytes of each stretch of data, ascending.</param>
internal sealed record SparseMap(long Length, IReadOnlyList<(long Offset, long Bytes)> Data)
{
    /// <summary>A file that is stored completely.</summary>
    public static SparseMap Whole(long length) => new(length, [(0, length)]);

    /// <exception cref="InvalidDataException">Stretches overlap or exceed the file, or do not add up to
    /// <paramref name="stored"/> bytes.</exception>
    public SparseMap Checked(long stored)
    {
        var (end, total) = (0L, 0L);
        foreach (var (offset, bytes) in Data)
        {
            if (offset < end || bytes < 0 || bytes > Length - offset)
                throw Malformed();
            end = offset + bytes;
            total += bytes;
        }

        return total == stored ? this : throw Malformed();
    }

    /// <summary>Creates a map from alternating offsets and byte counts.</summary>
    /// <exception cref="InvalidDataException">The number of values is odd.</exception>
    public static SparseMap Create(long length, IReadOnlyList<long> numbers) =>
        numbers.Count % 2 == 0
            ? new(length, [.. numbers.Chunk(2).Select(pair => (pair[0], pair[1]))])
            : throw Malformed();

    /// <exception cref="InvalidDataException">It contains something other than digits, or exceeds 2^63 - 1.</exception>
    public static long Number(ReadOnlySpan<byte> digits) =>
        digits.Length > 0
        && !digits.ContainsAnyExceptInRange((byte)'0', (byte)'9')
        && long.TryParse(
            Encoding.ASCII.GetString(digits),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var number
        )
            ? number
            : throw Malformed();

    private static InvalidDataException Malformed() => new("the map of a sparse file is malformed");
}
