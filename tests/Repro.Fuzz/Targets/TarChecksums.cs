using System.Text;

namespace Repro.Fuzz.Targets;

/// <summary>Writes the right sum into every header of a tar (POSIX.1-2017, pax, "ustar Interchange Format").</summary>
internal static class TarChecksums
{
    private const int Block = 512,
        SizeAt = 124,
        SizeLength = 12,
        SumAt = 148,
        SumLength = 8;

    public static void Mend(Span<byte> tar)
    {
        for (var at = 0L; at + Block <= tar.Length; )
        {
            var header = tar.Slice((int)at, Block);
            if (header.ContainsAnyExcept((byte)0))
                Mend(header, header.Slice(SumAt, SumLength));
            at += Block + ((Octal(header.Slice(SizeAt, SizeLength)) + Block - 1) / Block * Block);
        }
    }

    private static void Mend(ReadOnlySpan<byte> header, Span<byte> sum)
    {
        sum.Fill((byte)' ');
        var total = 0;
        foreach (var value in header)
            total += value;
        Encoding.ASCII.GetBytes(Convert.ToString(total, 8).PadLeft(6, '0') + "\0", sum);
    }

    private static long Octal(ReadOnlySpan<byte> digits)
    {
        var value = 0L;
        foreach (var digit in digits)
        {
            if (digit is < (byte)'0' or > (byte)'7')
                break;
            value = (value * 8) + digit - '0';
        }

        return value;
    }
}
