using Repro.Statistics;

namespace Repro.Tests.Statistics;

public class SeedIntervalTests
{
    private static readonly double[] Accepted = [0.860, 0.862, 0.858, 0.861, 0.859];

    /// <summary>t(0.975, 4) = 2.776445 (Student's table), sd = 0.00158114.</summary>
    [Fact]
    public void One_new_seed_gives_the_prediction_interval()
    {
        var interval = SeedInterval.Of(Accepted, [0.9], 0.05);
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
        interval.Mean.Should().BeApproximately(0.86, 1e-12);
        interval.HalfWidth.Should().BeApproximately(2.776445 * 0.00158113883 * Math.Sqrt(1.2), 1e-9);
        interval.HalfWidth.Should().BeApproximately(PredictionInterval.Of(Accepted).HalfWidth, 1e-15);
    }

    /// <summary>Both samples have the spread 0.00158114; t(0.975, 8) = 2.306004.</summary>
    [Fact]
    public void Several_new_seeds_share_one_spread_with_the_accepted_ones() =>
        SeedInterval
            .Of(Accepted, [.. Accepted.Select(v => v + 1)], 0.05)
            .HalfWidth.Should()
            .BeApproximately(2.306004 * 0.00158113883 * Math.Sqrt(0.4), 1e-9);

    /// <summary>t(0.9995, 4) = 8.6103, t(0.9995, 7) = 5.4079 (Student's table).</summary>
    [Theory]
    [InlineData(5, 8.6103)]
    [InlineData(8, 5.4079)]
    public void Few_false_alarms_need_a_wide_interval(int seeds, double t)
    {
        var values = Enumerable.Range(0, seeds).Select(i => (double)i).ToList();
        SeedInterval
            .Of(values, [0], 0.001)
            .HalfWidth.Should()
            .BeApproximately(t * Spread.Of(values).Sd * Math.Sqrt(1 + (1.0 / seeds)), 1e-3);
    }

    [Fact]
    public void What_never_varied_has_no_width() =>
        SeedInterval.Of([2, 2, 2, 2, 2], [3], 0.01).HalfWidth.Should().Be(0);

    [Theory]
    [InlineData(1, 0.01)]
    [InlineData(0, 0.01)]
    [InlineData(18, 0.000558196)]
    public void The_false_alarms_of_a_run_are_shared_out(int quantities, double each)
    {
        FalseAlarms.PerQuantity(0.01, quantities).Should().BeApproximately(each, 1e-9);
        Math.Pow(1 - FalseAlarms.PerQuantity(0.01, 18), 18).Should().BeApproximately(0.99, 1e-12);
    }
}
