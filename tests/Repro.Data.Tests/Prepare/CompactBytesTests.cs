using Repro.Data.Prepare;

namespace Repro.Data.Tests.Prepare;

public class CompactBytesTests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(127, 1)]
    [InlineData(128, 2)]
    [InlineData(int.MaxValue, CompactWriter.LongestInt)]
    public void A_number_is_read_as_it_was_written(int value, int bytes)
    {
        var writer = new CompactWriter();
        writer.Write(value);
        writer.ToArray().Should().HaveCount(bytes);
        var reader = new CompactReader(writer.ToArray());
        reader.ReadInts(1).Should().Equal(value);
        reader.ExpectEnd();
    }

    [Fact]
    public void A_number_of_more_bytes_than_any_takes_is_damage()
    {
        byte[] six = [0xff, 0xff, 0xff, 0xff, 0x87, 0x00];
        FluentActions.Invoking(() => new CompactReader(six).ReadInts(1)).Should().Throw<InvalidDataException>();
    }
}
