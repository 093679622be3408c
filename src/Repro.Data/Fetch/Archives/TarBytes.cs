using System.Globalization;

namespace Repro.Data.Fetch.Archives;

/// <summary>The decompressed bytes of a tar, read once from start to end.</summary>
internal sealed class TarBytes(Stream decompressor)
{
    public const int Block = 512;

    /// <summary>
    /// Maximum padding after the last entry in bytes; tar pads to a multiple of its blocking factor, usually 10 KiB.
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
            // The library reports any damage as an unsupported compression method.
            throw new InvalidDataException("its compressed data are damaged", e);
        }
    }

    /// <exception cref="InvalidDataException">There are fewer bytes, or they cannot be decompressed.</exception>
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

    /// <summary>Number of padding bytes after <paramref name="count"/> bytes.</summary>
    public static int PaddingOf(long count) => (int)(-count & (Block - 1));

    /// <summary>Reads to the end of the file: only there does the decompressor verify the checksum.</summary>
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
