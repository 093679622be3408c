using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Repro.Verdicts.Tests.Browser;

public class PictureTests
{
    private const int Width = 3,
        Height = 2;

    private static readonly byte[] Pixels = [10, 20, 30, 250, 240, 5, 7, 7, 7, 200, 100, 50, 0, 255, 128, 33, 66, 99];

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Every_filter_is_undone(int filter) =>
        Picture.Read(Png(filter)).Should().BeEquivalentTo(new Picture(Width, Height, 3, Pixels));

    [Fact]
    public void Faint_differences_do_not_count_and_others_count_by_the_pixel()
    {
        var picture = new Picture(Width, Height, 3, Pixels);
        byte[] faint = [.. Pixels],
            strong = [.. Pixels];
        faint[0] += 64;
        (strong[0], strong[1]) = (75, 200);

        picture.Difference(new Picture(Width, Height, 3, faint), most: 64).Should().Be(0);
        picture.Difference(new Picture(Width, Height, 3, strong), most: 64).Should().Be(1.0 / 6);
    }

    [Fact]
    public void A_picture_of_another_size_is_another_picture() =>
        new Picture(Width, Height, 3, Pixels)
            .Difference(new Picture(Height, Width, 3, Pixels), most: 64)
            .Should()
            .Be(1);

    private static byte[] Png(int filter)
    {
        using var packed = new MemoryStream();
        using (var rows = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            for (var y = 0; y < Height; y++)
            {
                rows.WriteByte((byte)filter);
                for (var x = 0; x < Width * 3; x++)
                    rows.WriteByte((byte)(At(x, y) - Prediction(filter, At(x - 3, y), At(x, y - 1), At(x - 3, y - 1))));
            }

        return
        [
            .. new byte[8],
            .. Chunk("IHDR", [0, 0, 0, Width, 0, 0, 0, Height, 8, 2, 0, 0, 0]),
            .. Chunk("IDAT", packed.ToArray()),
            .. Chunk("IEND", []),
        ];
    }

    private static int At(int x, int y) => x < 0 || y < 0 ? 0 : Pixels[(y * Width * 3) + x];

    private static int Prediction(int filter, int left, int up, int corner) =>
        filter switch
        {
            1 => left,
            2 => up,
            3 => (left + up) / 2,
            4 => new[] { left, up, corner }.MinBy(near => Math.Abs(left + up - corner - near)),
            _ => 0,
        };

    private static byte[] Chunk(string name, byte[] data)
    {
        var length = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, data.Length);
        return [.. length, .. Encoding.ASCII.GetBytes(name), .. data, .. new byte[4]];
    }
}
