using Repro.Quantities;

namespace Repro.Tests.Quantities;

public class RoundingTests
{
    [Theory]
    [InlineData("validation.loss.best", 0.29486016976820, 0.29486)]
    [InlineData("curve.1.train-loss", 0.000012345678, 0.0000123457)]
    [InlineData("test.f1.global", 0.86123456789, 0.861235)]
    [InlineData("attribution.1.delta", -0.0000123456, -0.000012)]
    [InlineData("vocabulary.size", 202065.0, 202065.0)]
    public void Digits_go_by_what_is_measured(string quantity, double value, double rounded) =>
        Rounding.Of(quantity, value).Should().Be(rounded);

    [Fact]
    public void NaN_stays_NaN() => Rounding.Of("test.loss", double.NaN).Should().Be(double.NaN);
}
