using System.Globalization;
using System.Text;

namespace Repro.Data.Fetch.Archives;

/// <summary>
/// Where the bytes that an archive has of a file belong; zeros are between them. GNU tar writes it for files that the
/// file system keeps in fewer blocks than their length, which compressing ones do with every file.
/// </summary>
/// <param name="Length">Bytes of the file.</param>
/// <param name="Data">Offset and number of bytes of each stretch of data, ascending.</param>
internal sealed record SparseMap(long Length, IReadOnlyList<(long Offset, long Bytes)> Data)
{
    /// <summary>A file that is there whole.</summary>
    public static SparseMap Whole(long length) => new(length, [(0, length)]);

    /// <exception cref="InvalidDataException">Stretches overlap or end behind the file, or are not as many bytes as
    /// are <paramref name="stored"/>.</exception>
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

    /// <summary>From numbers, alternately offsets and bytes.</summary>
    /// <exception cref="InvalidDataException">There is an odd one.</exception>
    public static SparseMap Of(long length, IReadOnlyList<long> numbers) =>
        numbers.Count % 2 == 0
            ? new(length, [.. numbers.Chunk(2).Select(pair => (pair[0], pair[1]))])
            : throw Malformed();

    /// <exception cref="InvalidDataException">It is not digits alone, or above 2^63 - 1.</exception>
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
