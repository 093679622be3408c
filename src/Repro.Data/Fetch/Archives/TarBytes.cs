using System.Globalization;

namespace Repro.Data.Fetch.Archives;

/// <summary>The decompressed bytes of a tar, read once from start to end.</summary>
internal sealed class TarBytes(Stream decompressor)
{
    public const int Block = 512;

    /// <summary>
    /// Zeros behind the last entry at most; tar pads to a multiple of its blocking factor, usually 10 KiB.
    /// </summary>
    private const int LongestPadding = 1 << 20;

    /// <returns>Bytes read; 0 only at the end.</returns>
    /// <exception cref="InvalidDataException">They cannot be decompressed.</exception>
    public int Read(Span<byte> buffer)
    {
        try
        {
            return decompressor.Read(buffer);
        }
        catch (InvalidDataException e)
        {
            // Whatever is wrong with them, the library says that their compression is not supported.
            throw new InvalidDataException("its compressed data are damaged", e);
        }
    }

    /// <exception cref="InvalidDataException">There are not so many, or they cannot be decompressed.</exception>
    public void ReadExactly(Span<byte> buffer)
    {
        while (buffer.Length > 0)
        {
            var read = Read(buffer);
            if (read == 0)
                throw new InvalidDataException("it ends too soon");
            buffer = buffer[read..];
        }
    }

    public void Skip(long count)
    {
        Span<byte> skipped = stackalloc byte[8 * Block];
        for (; count > 0; count -= skipped.Length)
            ReadExactly(skipped[..(int)Math.Min(count, skipped.Length)]);
    }

    /// <summary>Bytes that fill the last block of so many.</summary>
    public static int PaddingOf(long count) => (int)(-count & (Block - 1));

    /// <summary>
    /// Reads what is behind the last entry: only at its very end does the decompressor check the sum of it all.
    /// </summary>
    public void RunOut()
    {
        var padding = new byte[1 << 14];
        var total = 0;
        while (Read(padding) is var read and > 0)
        {
            total += read;
            if (total > LongestPadding)
                throw new InvalidDataException(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"more than {LongestPadding:N0} bytes follow its last entry"
                    )
                );
        }
    }
}
