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
    [InlineData("1,5")]
    [InlineData("3\0")]
    [InlineData("\u00003")]
    [InlineData("3\0\0")]
    [InlineData("_1")]
    [InlineData("1_")]
    [InlineData("1__0")]
    [InlineData("1_.5")]
    [InlineData("1e_5")]
    [InlineData("1e")]
    [InlineData("+-1")]
    [InlineData("0x10")]
    [InlineData("(1)")]
    [InlineData("$1")]
    [InlineData("1d")]
    [InlineData("\u0661")]
    [InlineData("\u00a01")]
    [InlineData("\u22121")]
    [InlineData("\u221e")]
    [InlineData("inf")]
    [InlineData("-Infinity")]
    [InlineData("NaN")]
    [InlineData("1e999")]
    public void What_is_not_a_number_is_named(string text)
    {
        VectorLine.TryParse(Encoding.UTF8.GetBytes(text), new float[1], out var wrong).Should().BeFalse();
        wrong.Should().Be(text);
    }

    /// <summary>Values that Python's <c>float</c> takes of bytes, with what it makes of them.</summary>
    [Theory]
    [InlineData("1_0", 10)]
    [InlineData("1_0.2_5e0_1", 102.5)]
    [InlineData("\t1.5\f", 1.5)]
    [InlineData("\r\v-1", -1)]
    [InlineData("+.5e1", 5)]
    [InlineData("5.", 5)]
    [InlineData("1E-2", 0.01)]
    [InlineData("0e99999999999", 0)]
    [InlineData("1e-99999999999", 0)]
    public void What_Python_reads_is_read(string text, float expected)
    {
        var values = new float[1];
        VectorLine.TryParse(Encoding.ASCII.GetBytes(text), values, out _).Should().BeTrue();
        values[0].Should().Be(expected);
    }
}
