using MathNet.Numerics.Distributions;
using Repro.Statistics;
using Repro.Testing;
using Xunit.Abstractions;

namespace Repro.Verdicts.Tests.Compare;

/// <summary>
/// What the gate claims of itself, by 10,000 made-up baselines and runs each: how often it is red where nothing
/// changed, and how often it sees a change. baselines/README.md has the table.
/// </summary>
public class GateSimulationTests(ITestOutputHelper output)
{
    private const int Draws = 10_000;

    /// <summary>
    /// Standard errors that a share of the draws may be off by: one such test in 15,000 fails by chance, and the seed
    /// is fixed.
    /// </summary>
    private const double Sure = 4;

    /// <summary>18 quantities block at most: F1, validation loss and turned signs of six experiments.</summary>
    [Theory]
    [InlineData(5, 1, 0)]
    [InlineData(8, 1, 0)]
    [InlineData(20, 1, 0)]
    [InlineData(8, 4, 0)]
    [InlineData(8, 1, 0.8)]
    public void Where_nothing_changed_at_most_one_run_in_a_hundred_is_red(int accepted, int found, double correlation)
    {
        var alarms = Alarms(accepted, found, quantities: 18, correlation, shift: 0);
        output.WriteLine($"{accepted} accepted, {found} new, correlation {correlation}: {alarms:P2}");
        alarms.Should().BeLessThan(FalseAlarms.PerRun + (Sure * Error(FalseAlarms.PerRun)));
        if (correlation == 0)
            alarms
                .Should()
                .BeGreaterThan(
                    FalseAlarms.PerRun - (Sure * Error(FalseAlarms.PerRun)),
                    "a gate that is never red by chance could be narrower"
                );
    }

    /// <summary>
    /// One of the 18 quantities is worse by so many standard deviations; the share is the noncentral t distribution's.
    /// </summary>
    [Theory]
    [InlineData(5, 1, 5, 0.077)]
    [InlineData(5, 1, 10, 0.493)]
    [InlineData(8, 1, 5, 0.294)]
    [InlineData(8, 1, 8, 0.831)]
    [InlineData(8, 4, 3, 0.519)]
    [InlineData(8, 4, 5, 0.985)]
    [InlineData(20, 1, 5, 0.747)]
    [InlineData(20, 4, 3, 0.899)]
    public void A_change_is_detected_as_often_as_stated(int accepted, int found, double shift, double claimed)
    {
        var seen = Alarms(accepted, found, quantities: 1, correlation: 0, shift, of: 18);
        output.WriteLine($"{accepted} accepted, {found} new, {shift} sd: {seen:P1}");
        seen.Should().BeApproximately(claimed, RoundingBound.Printed(3) + (Sure * Error(claimed)));
    }

    /// <summary>The share of runs in which any of the quantities left its interval.</summary>
    private static double Alarms(int accepted, int found, int quantities, double correlation, double shift, int of = 0)
    {
        var random = new Random(1234);
        var each = FalseAlarms.PerQuantity(FalseAlarms.PerRun, Math.Max(of, quantities));
        var red = 0;
        for (var draw = 0; draw < Draws; draw++)
        {
            var common = Normals(random, accepted + found);
            if (
                Enumerable
                    .Range(0, quantities)
                    .Any(_ =>
                        IsOutside(Mixed(common, Normals(random, accepted + found), correlation), accepted, each, shift)
                    )
            )
                red++;
        }

        return (double)red / Draws;
    }

    private static bool IsOutside(double[] values, int accepted, double each, double shift)
    {
        double[] found = [.. values.Skip(accepted).Select(v => v + shift)];
        var interval = SeedInterval.Of(values[..accepted], found, each);
        return Math.Abs(found.Average() - interval.Mean) > interval.HalfWidth;
    }

    private static double[] Mixed(double[] common, double[] own, double correlation) =>
        [.. own.Zip(common, (o, c) => (Math.Sqrt(correlation) * c) + (Math.Sqrt(1 - correlation) * o))];

    private static double[] Normals(Random random, int count)
    {
        var normals = new double[count];
        Normal.Samples(random, normals, 0, 1);
        return normals;
    }

    private static double Error(double share) => Math.Sqrt(share * (1 - share) / Draws);
}
