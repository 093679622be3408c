using Repro.Metrics;

namespace Repro.Tests.Metrics;

public class ClassesTests
{
    [Theory]
    [InlineData(0f, 0)]
    [InlineData(0.49999997f, 0)]
    [InlineData(0.5f, 0)]
    [InlineData(0.50000006f, 1)]
    [InlineData(1f, 1)]
    public void A_probability_is_rounded_half_to_even(float probability, int expected) =>
        Classes.Round(probability).Should().Be(expected);

    [Theory]
    [InlineData(float.NaN, "NaN")]
    [InlineData(-0.25f, "-0.25")]
    [InlineData(1.5f, "1.5")]
    public void What_is_not_a_probability_is_refused(float value, string shown) =>
        FluentActions
            .Invoking(() => Classes.Round(value))
            .Should()
            .Throw<ReproException>()
            .Where(e => e.ExitCode == ExitCode.NotMeasured)
            .WithMessage($"predictions: a probability of {shown} is outside 0 … 1. *");
}
