using MathNet.Numerics.Distributions;
using Repro.Statistics;
using Xunit.Abstractions;

namespace Repro.Tests.Statistics;

public class TwoStageTestTests(ITestOutputHelper output)
{
    private const int Draws = 20_000;

    /// <summary>A lower bound: the stages are correlated, since they share the accepted seeds.</summary>
    [Theory]
    [InlineData(5, 1, 8)]
    [InlineData(5, 8, 8)]
    [InlineData(8, 1, 4)]
    [InlineData(12, 1, 8)]
    [InlineData(12, 4, 8)]
    [InlineData(12, 8, 4)]
    [InlineData(20, 8, 8)]
    public void A_change_that_is_said_to_be_seen_is_seen_in_four_of_five_cases(int accepted, int found, int fresh)
    {
        var test = new TwoStageTest(18);
        var change = test.Detectable(new Spread(accepted, 0, 1, -1, 1), found, fresh, margin: 0);
        var random = new Random(1234);
        var seen = Enumerable.Range(0, Draws).Count(_ => IsSeen(test, random, accepted, found, fresh, change));
        output.WriteLine($"{accepted} accepted, {found} new, {fresh} fresh: {change:F2} sd, {(double)seen / Draws:P1}");
        // A share of 0.8 has a standard error of 0.0028; the rest is the approximation and the stages' correlation.
        ((double)seen / Draws)
            .Should()
            .BeInRange(0.79, 0.83);
    }

    /// <summary>A person's margin is overlooked by both stages.</summary>
    [Fact]
    public void A_margin_is_added_to_what_is_seen()
    {
        var test = new TwoStageTest(18);
        var spread = new Spread(12, 0, 1, -1, 1);
        test.Detectable(spread, 1, 8, margin: 10).Should().BeInRange(10, 12);
        test.Detectable(spread with { Sd = 0 }, 1, 8, margin: 0.5).Should().Be(0.5);
    }

    [Fact]
    public void More_new_seeds_see_less_of_a_change()
    {
        var test = new TwoStageTest(18);
        var spread = new Spread(12, 0, 1, -1, 1);
        double[] seen = [.. new[] { 1, 2, 4, 8 }.Select(k => test.Detectable(spread, k, 8, margin: 0))];
        seen.Should().BeInDescendingOrder();
    }

    [Fact]
    public void Fresh_seeds_of_which_some_do_not_learn_are_far_apart()
    {
        var test = new TwoStageTest(8);
        double[] accepted = [.. Enumerable.Range(0, 12).Select(i => 0.93 + (0.001 * (i % 5)))];
        double[] fresh = [0.93, 0.931, 0.932, 0.93, 0.931, 0.932, 0.5, 0.51];
        test.AreFarApart(accepted, fresh).Should().BeTrue();
        test.AreFarApart(accepted, [.. fresh.Select(v => Math.Max(v, 0.925))]).Should().BeFalse();
    }

    private static bool IsSeen(TwoStageTest test, Random random, int accepted, int found, int fresh, double change)
    {
        var old = Draw(accepted);
        var first = test.Suspect(Spread.Of(old), found);
        if (Draw(found).Average() + change - first.Mean <= first.HalfWidth)
            return false;
        var confirming = Draw(fresh);
        return confirming.Average() + change - old.Average() > test.Confirm(old, confirming).HalfWidth;

        double[] Draw(int count)
        {
            var values = new double[count];
            Normal.Samples(random, values, 0, 1);
            return values;
        }
    }
}
