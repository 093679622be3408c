using Repro.Statistics;
using Repro.Testing;

namespace Repro.Tests.Statistics;

public class SeedIntervalTests
{
    private static readonly double[] Accepted = [0.860, 0.862, 0.858, 0.861, 0.859];

    /// <summary>Squares of 0, 2, 2, 1 and 1 thousandths add up to 10, over four degrees of freedom.</summary>
    private static readonly double Sd = 0.001 * Math.Sqrt(10.0 / 4);

    /// <summary>t(0.975, 4) = 2.776445 (Student's table, six decimals).</summary>
    [Fact]
    public void One_new_seed_gives_the_prediction_interval()
    {
        var interval = SeedInterval.Predict(Spread.Of(Accepted), newSeeds: 1, new StudentQuantile(0.025));
        interval
            .Should()
            .BeEquivalentTo(
                new
                {
                    Accepted = 5,
                    New = 1,
                    Freedom = 4,
                }
            );
        interval.Mean.Should().BeApproximately(0.86, RoundingBound.Managed(2 * 5));
        ShouldBe(interval, 2.776445, decimals: 6, Sd * Math.Sqrt(1.2));
        interval.HalfWidth.Should().Be(PredictionInterval.Of(Accepted).HalfWidth);
    }

    /// <summary>The mean of five is less uncertain than one; their own spread plays no part.</summary>
    [Fact]
    public void Several_new_seeds_give_the_prediction_interval_of_their_mean() =>
        ShouldBe(
            SeedInterval.Predict(Spread.Of(Accepted), newSeeds: 5, new StudentQuantile(0.025)),
            2.776445,
            decimals: 6,
            Sd * Math.Sqrt(0.4)
        );

    /// <summary>Both samples have one spread; t(0.975, 8) = 2.306004.</summary>
    [Fact]
    public void Fresh_seeds_share_one_spread_with_the_accepted_ones() =>
        ShouldBe(
            SeedInterval.Pooled(Accepted, [.. Accepted.Select(v => v + 1)], new StudentQuantile(0.025)),
            2.306004,
            decimals: 6,
            Sd * Math.Sqrt(0.4)
        );

    /// <summary>t(0.9995, 4) = 8.6103, t(0.9995, 7) = 5.4079 (Student's table).</summary>
    [Theory]
    [InlineData(5, 8.6103)]
    [InlineData(8, 5.4079)]
    public void Few_false_alarms_need_a_wide_interval(int seeds, double t)
    {
        var values = Enumerable.Range(0, seeds).Select(i => (double)i).ToList();
        ShouldBe(
            SeedInterval.Predict(Spread.Of(values), newSeeds: 1, new StudentQuantile(0.0005)),
            t,
            decimals: 4,
            Spread.Of(values).Sd * Math.Sqrt(1 + (1.0 / seeds))
        );
    }

    [Fact]
    public void What_never_varied_has_no_width() =>
        SeedInterval
            .Predict(Spread.Of([2, 2, 2, 2, 2]), newSeeds: 1, new StudentQuantile(0.01))
            .HalfWidth.Should()
            .Be(0);

    [Theory]
    [InlineData(1, 0.01)]
    [InlineData(0, 0.01)]
    [InlineData(18, 0.000558196)]
    public void The_false_alarms_of_a_run_are_shared_out(int quantities, double each)
    {
        FalseAlarms.PerQuantity(0.01, quantities).Should().BeApproximately(each, RoundingBound.Printed(9));
        Math.Pow(1 - FalseAlarms.PerQuantity(0.01, 18), 18)
            .Should()
            .BeApproximately(0.99, RoundingBound.Managed(2 * 18));
    }

    /// <summary>As near as a table that prints t to so many decimals can tell.</summary>
    private static void ShouldBe(SeedInterval interval, double t, int decimals, double deviation) =>
        interval.HalfWidth.Should().BeApproximately(t * deviation, RoundingBound.Printed(decimals) * deviation);
}
