using Repro.Verdicts.Baselines;

namespace Repro.Verdicts.Tests.Baselines;

public sealed class FloatTextTests
{
    [Fact]
    public void Every_bit_comes_back()
    {
        float[] numbers = [0f, -0f, 1f, float.Epsilon, MathF.BitIncrement(0.5f), float.MaxValue];
        var text = FloatText.Of(numbers);
        FloatText
            .Read(text)
            .Select(BitConverter.SingleToInt32Bits)
            .Should()
            .Equal(numbers.Select(BitConverter.SingleToInt32Bits));
        FloatText.Of([1f]).Should().Be("AACAPw==", "1 is 00 00 80 3f, little-endian");
    }

    [Theory]
    [InlineData("AACAPw=")]
    [InlineData("AAA=")]
    [InlineData("no base64")]
    public void Other_text_is_refused(string text) =>
        FluentActions
            .Invoking(() => FloatText.Read(text))
            .Should()
            .Throw<ReproException>()
            .Which.ExitCode.Should()
            .Be(ExitCode.InputMissing);
}
