using MathNet.Numerics;
using Repro.Verdicts.Diff.Predictions;

namespace Repro.Verdicts.Tests.Diff.Predictions;

/// <summary>Against values worked out by hand, and against sums of logarithms.</summary>
public class McNemarTests
{
    [Theory]
    [InlineData(0, 0, 1)]
    [InlineData(5, 5, 1)]
    [InlineData(0, 1, 1)] // 2 · 1 / 2
    [InlineData(3, 4, 1)] // 2 · (1 + 7 + 21 + 35) / 128
    [InlineData(0, 5, 0.0625)] // 2 · 1 / 32
    [InlineData(1, 3, 0.625)] // 2 · (1 + 4) / 16
    [InlineData(1, 9, 0.021484375)] // 2 · (1 + 10) / 1024
    [InlineData(2, 8, 0.109375)] // 2 · (1 + 10 + 45) / 1024
    public void Is_two_sided_and_the_same_either_way(int fewer, int more, double expected)
    {
        new McNemar(fewer, more).PValue.Should().Be(expected);
        new McNemar(more, fewer).PValue.Should().Be(expected);
    }

    [Theory]
    [InlineData(24, 41)]
    [InlineData(400, 500)]
    [InlineData(12_400, 12_600)]
    [InlineData(100, 900)]
    public void Is_the_same_sum_however_many_changed(int fewer, int more)
    {
        var expected = BySums(fewer, fewer + more);
        new McNemar(fewer, more).PValue.Should().BeApproximately(expected, expected * 1e-9);
    }

    [Fact]
    public void A_split_that_no_double_can_tell_is_0() => new McNemar(0, 25_000).PValue.Should().Be(0);

    /// <summary>2 · Σ C(n, k) / 2ⁿ, term by term.</summary>
    private static double BySums(int fewer, int all) =>
        2
        * Enumerable
            .Range(0, fewer + 1)
            .Sum(k => Math.Exp(SpecialFunctions.BinomialLn(all, k) - (all * Constants.Ln2)));
}
