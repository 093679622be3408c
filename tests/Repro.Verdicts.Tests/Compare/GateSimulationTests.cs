using Repro.Experiments;
using Repro.Quantities;
using Repro.Statistics;
using Repro.Testing;
using Repro.Verdicts.Baselines;
using Xunit.Abstractions;

namespace Repro.Verdicts.Tests.Compare;

/// <summary>
/// The rates that the gate states, by simulated baselines and runs judged with the code that Compare uses: how often an
/// unchanged program is red, and how often a change is seen. The tables are in baselines/README.md.
/// </summary>
public class GateSimulationTests(ITestOutputHelper output)
{
    private const int Draws = 2000,
        PowerDraws = 500;

    private static readonly Tolerances Committed = Tolerances.Read(
        Path.Combine(Repository.Baselines, "tolerances.json"),
        ImdbNotebook.Assignment
    );

    /// <summary>
    /// Of 2,000 runs 20 are red where the rate is one in a hundred, ± 4.4 (binomial); 12 or fewer in one simulation of
    /// twenty. So the rate is less.
    /// </summary>
    private const int MostAlarms = 12;

    /// <summary>
    /// Standard errors that a share of the draws may be off by: one such test in 15,000 fails by chance, and the seed
    /// is fixed.
    /// </summary>
    private const double Sure = 4;

    private static readonly Spread Own = new(12, 0.3, 0.01, 0.28, 0.32);

    /// <summary>Three quantities of six experiments, which all block: as many as a profile has.</summary>
    private static readonly Tolerances Eighteen = new(
        [
            .. new[] { QuantityNames.BestValidationLoss, QuantityNames.TestLoss, QuantityNames.LastTrainLoss }.Select(
                q => ToyTolerances.Of(q, Direction.Lower, SeedDifference.Limit(Own)) with { Spread = Own }
            ),
        ],
        ImdbNotebook.Assignment
    );

    public static TheoryData<SeedShape, int, double> Cells()
    {
        var cells = new TheoryData<SeedShape, int, double>();
        foreach (var shape in Enum.GetValues<SeedShape>())
        foreach (var found in (int[])[1, 4, 8])
        foreach (var correlation in (double[])[0, 0.8])
            cells.Add(shape, found, correlation);
        return cells;
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public void Where_nothing_changed_less_than_one_run_in_a_hundred_is_red(
        SeedShape shape,
        int found,
        double correlation
    )
    {
        var (suspected, red) = Alarms(Eighteen, "sample", shape, 12, found, correlation, TwoStageTest.FreshSeeds);
        output.WriteLine($"{shape}, {found} new, correlation {correlation}: {suspected} suspected, {red} red");
        red.Should().BeLessThanOrEqualTo(MostAlarms);
    }

    /// <summary>The committed gates of the sample, each with its own mean, spread and direction.</summary>
    [Theory]
    [InlineData(SeedShape.HeavyTailed, 1)]
    [InlineData(SeedShape.Skewed, 1)]
    [InlineData(SeedShape.Skewed, 4)]
    public void The_committed_tolerances_raise_no_more_alarms(SeedShape shape, int found)
    {
        var (suspected, red) = Alarms(Committed, "sample", shape, 12, found, 0, TwoStageTest.FreshSeeds);
        output.WriteLine($"{shape}, {found} new: {suspected} suspected, {red} red");
        red.Should().BeLessThanOrEqualTo(MostAlarms);
    }

    /// <summary>One of the 18 quantities is worse by so many standard deviations, of normal seeds.</summary>
    [Theory]
    [InlineData(12, 1, 3, 0.35)]
    [InlineData(12, 1, 4, 0.66)]
    [InlineData(12, 4, 2, 0.44)]
    [InlineData(12, 4, 3, 0.92)]
    [InlineData(12, 8, 2, 0.61)]
    [InlineData(12, 8, 3, 0.98)]
    [InlineData(8, 4, 3, 0.76)]
    [InlineData(20, 4, 3, 0.98)]
    public void A_change_is_seen_as_often_as_is_said(int accepted, int found, double shift, double claimed)
    {
        var simulated = new SimulatedProfile(Eighteen, "sample");
        var seeds = new SimulatedSeeds(new Random(4321), SeedShape.Normal, simulated.Gates, correlation: 0);
        var outcomes = Enumerable
            .Range(0, PowerDraws)
            .Select(_ => simulated.Run(seeds, accepted, found, TwoStageTest.FreshSeeds, shift))
            .ToList();
        var seen = (double)outcomes.Count(o => o.FirstRed) / PowerDraws;
        output.WriteLine($"{accepted} accepted, {found} new, {shift} sd: {seen:P1}");
        seen.Should()
            .BeApproximately(
                claimed,
                RoundingBound.Printed(2) + (Sure * Math.Sqrt(claimed * (1 - claimed) / PowerDraws))
            );
    }

    private static (int Suspected, int Red) Alarms(
        Tolerances tolerances,
        string profile,
        SeedShape shape,
        int accepted,
        int found,
        double correlation,
        int fresh
    )
    {
        var simulated = new SimulatedProfile(tolerances, profile);
        var seeds = new SimulatedSeeds(new Random(1234), shape, simulated.Gates, correlation);
        var outcomes = Enumerable.Range(0, Draws).Select(_ => simulated.Run(seeds, accepted, found, fresh)).ToList();
        return (outcomes.Count(o => o.Suspected), outcomes.Count(o => o.Red));
    }
}
