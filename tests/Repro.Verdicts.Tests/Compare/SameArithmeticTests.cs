using Repro.Verdicts.Compare;

namespace Repro.Verdicts.Tests.Compare;

public class SameArithmeticTests
{
    /// <summary>A run or a baseline that is too old to have recorded it promises no bits.</summary>
    [Theory]
    [InlineData("a", "a", true)]
    [InlineData("a", "b", false)]
    [InlineData("a", null, false)]
    [InlineData(null, "a", false)]
    [InlineData(null, null, false)]
    public void Only_recorded_and_equal_arithmetics_are_the_same(string? one, string? other, bool same) =>
        Comparison.IsSameArithmetic(one, other).Should().Be(same);
}
