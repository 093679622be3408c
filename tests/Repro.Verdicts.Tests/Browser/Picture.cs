using System.Buffers.Binary;
using System.IO.Compression;

namespace Repro.Verdicts.Tests.Browser;

/// <summary>The pixels of a PNG as Chromium writes it: eight bits a channel, RGB or RGBA, not interlaced.</summary>
/// <param name="Width">In pixels.</param>
/// <param name="Height">In pixels.</param>
/// <param name="Channels">3 or 4.</param>
/// <param name="Bytes">Row by row, <c>[height, width, channels]</c>.</param>
internal sealed record Picture(int Width, int Height, int Channels, byte[] Bytes)
{
    private const int SignatureLength = 8,
        ChunkFrame = 12;

    public static Picture Read(byte[] png)
    {
        var (width, height, channels) = (0, 0, 0);
        using var packed = new MemoryStream();
        for (var at = SignatureLength; at < png.Length; )
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(at));
            var data = png.AsSpan(at + 8, length);
            switch (System.Text.Encoding.ASCII.GetString(png, at + 4, 4))
            {
                case "IHDR":
                    (width, height) = (
                        BinaryPrimitives.ReadInt32BigEndian(data),
                        BinaryPrimitives.ReadInt32BigEndian(data[4..])
                    );
                    channels = (data[8], data[9], data[12]) switch
                    {
                        (8, 2, 0) => 3,
                        (8, 6, 0) => 4,
                        _ => throw new NotSupportedException("Only 8-bit RGB and RGBA without interlacing are read."),
                    };
                    break;
                case "IDAT":
                    packed.Write(data);
                    break;
            }

            at += ChunkFrame + length;
        }

        packed.Position = 0;
        return new Picture(width, height, channels, Unfilter(packed, width * channels, height, channels));
    }

    /// <summary>
    /// The share of pixels of which a channel differs by more than <paramref name="most"/>; 1 for pictures of different
    /// sizes.
    /// </summary>
    public double Difference(Picture other, int most)
    {
        if ((Width, Height) != (other.Width, other.Height))
            return 1;
        var differing = Enumerable
            .Range(0, Width * Height)
            .Count(pixel =>
                Enumerable
                    .Range(0, 3)
                    .Any(channel =>
                        Math.Abs(Bytes[(pixel * Channels) + channel] - other.Bytes[(pixel * other.Channels) + channel])
                        > most
                    )
            );
        return differing / (double)(Width * Height);
    }

    /// <summary>
    /// Undoes the five filters of the PNG specification, section 9: each byte was written less a prediction from its
    /// neighbours.
    /// </summary>
    private static byte[] Unfilter(Stream packed, int stride, int height, int channels)
    {
        using var rows = new ZLibStream(packed, CompressionMode.Decompress);
        var bytes = new byte[stride * height];
        for (var y = 0; y < height; y++)
        {
            var filter = rows.ReadByte();
            var row = bytes.AsSpan(y * stride, stride);
            rows.ReadExactly(row);
            for (var x = 0; x < stride; x++)
            {
                int left = x < channels ? 0 : row[x - channels],
                    up = y == 0 ? 0 : bytes[((y - 1) * stride) + x],
                    corner = x < channels || y == 0 ? 0 : bytes[((y - 1) * stride) + x - channels];
                row[x] += (byte)(
                    filter switch
                    {
                        1 => left,
                        2 => up,
                        3 => (left + up) / 2,
                        4 => Paeth(left, up, corner),
                        _ => 0,
                    }
                );
            }
        }

        return bytes;
    }

    private static int Paeth(int left, int up, int corner)
    {
        var (byLeft, byUp, byCorner) = (
            Math.Abs(up - corner),
            Math.Abs(left - corner),
            Math.Abs(left + up - (2 * corner))
        );
        return byLeft <= byUp && byLeft <= byCorner ? left
            : byUp <= byCorner ? up
            : corner;
    }
}
