using System.Text;
using CsCheck;
using Repro.Data.Prepare.Vectors;

namespace Repro.Data.Tests.Prepare.Vectors;

public class ByteLinesTests
{
    [Fact]
    public void Lines_come_whole_regardless_of_the_buffer() =>
        Gen.Select(Gen.String[Gen.Char['a', 'c'], 0, 9].Array[0, 20], Gen.Int[10, 30], Gen.Bool)
            .Sample(
                (lines, buffer, final) =>
                {
                    var text = string.Join('\n', lines) + (final ? "\n" : "");
                    var expected = text.Split('\n');
                    return Read(text, buffer).SequenceEqual(expected[^1].Length == 0 ? expected[..^1] : expected);
                }
            );

    [Fact]
    public void A_line_longer_than_the_buffer_is_named_with_its_number() =>
        FluentActions
            .Invoking(() => Read("a\n" + new string('b', 20), 8))
            .Should()
            .Throw<ReproException>()
            .WithMessage("toy: line 2 is longer than 8 bytes, the limit for a line. Fetch it again.");

    private static List<string> Read(string text, int buffer)
    {
        var lines = new ByteLines(new MemoryStream(Encoding.ASCII.GetBytes(text)), "toy", buffer);
        var read = new List<string>();
        while (lines.Next(out var line))
            read.Add(Encoding.ASCII.GetString(line));
        lines.Number.Should().Be(read.Count);
        return read;
    }
}
