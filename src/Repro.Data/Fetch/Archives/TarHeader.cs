using System.Text;

namespace Repro.Data.Fetch.Archives;

/// <summary>
/// One header block of a tar (POSIX.1-2017, pax, "ustar Interchange Format"), of which only the fields for names and
/// content are read; owners, times, permissions and devices are ignored.
/// </summary>
/// <param name="block">512 bytes; not changed while this is used.</param>
internal readonly ref struct TarHeader(ReadOnlySpan<byte> block)
{
    public const byte Regular = (byte)'0',
        Folder = (byte)'5',
        GnuFolder = (byte)'D',
        GnuSparse = (byte)'S';

    private const int SumAt = 148,
        SumLength = 8;

    private readonly ReadOnlySpan<byte> block = block;

    /// <summary>The entry type; regular files of older formats are returned as '0'.</summary>
    public byte Type =>
        block[156] switch
        {
            // Before POSIX.
            0 or Regular when block[..100].TrimEnd((byte)0).EndsWith((ReadOnlySpan<byte>)"/"u8) => Folder,
            0 or (byte)'7' => Regular,
            var type => type,
        };

    public string Name
    {
        get
        {
            var name = Encoding.UTF8.GetString(UpToNul(block[..100]));
            return IsPosix && block[345] != 0 ? $"{Encoding.UTF8.GetString(UpToNul(block[345..500]))}/{name}" : name;
        }
    }

    /// <summary>Size of the content in bytes, without padding.</summary>
    /// <exception cref="InvalidDataException">The field is not a valid number.</exception>
    public long Size => Number(block.Slice(124, 12), "size");

    /// <summary>
    /// Only the POSIX format continues the name there; GNU's older format stores times in that place.
    /// </summary>
    private bool IsPosix => block.Slice(257, 6).SequenceEqual("ustar\0"u8);

    /// <exception cref="InvalidDataException">The checksum does not match: this is not a header, or it is
    /// damaged.</exception>
    public void CheckSum()
    {
        // Some old programs summed the bytes as signed values.
        var (unsigned, signed) = (0, 0);
        for (var i = 0; i < block.Length; i++)
        {
            var value = i is >= SumAt and < SumAt + SumLength ? (byte)' ' : block[i];
            unsigned += value;
            signed += (sbyte)value;
        }

        var stated = Number(block.Slice(SumAt, SumLength), "checksum");
        if (stated != unsigned && stated != signed)
            throw new InvalidDataException($"a header's checksum is {unsigned}, not {stated} as it says");
    }

    /// <summary>
    /// Octal digits surrounded by blanks, up to a NUL; or, after a byte of 0x80, a big-endian number (GNU's base 256).
    /// </summary>
    /// <exception cref="InvalidDataException">It is neither, negative, or above 2^63 - 1.</exception>
    public static long Number(ReadOnlySpan<byte> field, string what)
    {
        var bits = field[0] == 0x80 ? 8 : 3;
        var digits = bits == 8 ? field[1..] : UpToNul(field).Trim((byte)' ');
        var number = 0L;
        foreach (var digit in digits)
        {
            var value = bits == 8 ? digit : digit - '0';
            if (value < 0 || value >> bits != 0 || number >> (63 - bits) != 0)
                throw new InvalidDataException($"a header's {what} is not a number");
            number = (number << bits) | (long)value;
        }

        return number;
    }

    public static ReadOnlySpan<byte> UpToNul(ReadOnlySpan<byte> field) =>
        field.IndexOf((byte)0) is var end and >= 0 ? field[..end] : field;
}
