using System.Globalization;
using System.Text;
using CsCheck;
using Repro.Data.Prepare.Vectors;

namespace Repro.Data.Tests.Prepare.Vectors;

public class VectorLineTests
{
    private static readonly Gen<string> Number = Gen.OneOf(
        Gen.Double[-10, 10].Select(x => x.ToString("F6", CultureInfo.InvariantCulture)),
        Gen.Double[-10, 10].Select(x => x.ToString("G5", CultureInfo.InvariantCulture)),
        Gen.Double[-1e30, 1e30].Select(x => x.ToString("R", CultureInfo.InvariantCulture)),
        Gen.OneOf("-0", "0.", ".5", "+1", "1e-45", "123456789012345", "1234567890123456", "0.00000000000001", "-.25")
    );

    [Fact]
    public void Values_are_the_doubles_of_the_framework_rounded_to_float() =>
        Number
            .Array[1, 20]
            .Sample(
                numbers =>
                {
                    var values = new float[numbers.Length];
                    return VectorLine.TryParse(Encoding.ASCII.GetBytes(string.Join(' ', numbers)), values, out _)
                        && values
                            .Select(BitConverter.SingleToInt32Bits)
                            .SequenceEqual(
                                numbers.Select(n =>
                                    BitConverter.SingleToInt32Bits((float)double.Parse(n, CultureInfo.InvariantCulture))
                                )
                            );
                },
                iter: 2000
            );

    [Fact]
    public void The_short_path_takes_what_GloVe_holds_and_equals_the_long_one() =>
        Gen.Double[-10, 10]
            .Sample(
                x =>
                {
                    var text = x.ToString("F6", CultureInfo.InvariantCulture);
                    return VectorLine.TryParseShort(Encoding.ASCII.GetBytes(text), out var number)
                        && number.Equals(double.Parse(text, CultureInfo.InvariantCulture));
                },
                iter: 5000
            );

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData(".")]
    [InlineData("1.2.3")]
    [InlineData("1_0")]
    [InlineData("1,5")]
    public void What_is_no_number_is_named(string text)
    {
        VectorLine.TryParse(Encoding.ASCII.GetBytes(text), new float[1], out var wrong).Should().BeFalse();
        wrong.Should().Be(text);
    }
}
