using Repro.Experiments;
using Repro.Quantities;
using Repro.Runs;
using Repro.Statistics;
using Repro.Testing;
using Repro.Verdicts.Accept;
using Repro.Verdicts.Baselines;
using Repro.Verdicts.Compare;

namespace Repro.Verdicts.Tests.Compare;

/// <summary>Eight accepted seeds of one experiment, and new ones compared with them.</summary>
public sealed class SeveralSeedsTests : IDisposable
{
    private readonly TempFolder temp = new();

    public SeveralSeedsTests() =>
        ToyAcceptance.Accept(
            Baselines,
            [.. Enumerable.Range(0, 8).Select(i => Run(1234 + i, 0.86 + (0.001 * ((i % 4) - 1.5))))],
            new AcceptanceRequest("spread", "Ada", OnCi: false),
            TimeProvider.System
        );

    public void Dispose() => temp.Dispose();

    private string Baselines => temp.At("baselines");

    [Fact]
    public void The_limit_is_around_the_mean_of_the_accepted_seeds()
    {
        var f1 = F1(Compare(0.855));
        f1.Expected.Should().Be(0.86);
        f1.Verdict.Should().Be(Verdict.Within);

        // sd 0.0011952; 66 quantities block in the toy's six experiments and share 0.05, so that each has 0.00077688:
        // t(0.99922, 7) = 5.007.
        const double t = 5.007,
            sd = 0.0011952;
        var ofFigures = (RoundingBound.Printed(3) * sd) + (t * RoundingBound.Printed(7));
        f1.Tolerance.Should().BeApproximately(t * sd * Math.Sqrt(1.125), ofFigures * Math.Sqrt(1.125));
        f1.Because.Should().Be("t(0.99922, 7) · sd · √(1/8 + 1/1) around the mean of 8 accepted seeds");
    }

    [Fact]
    public void Several_new_seeds_are_compared_by_their_mean_and_see_more()
    {
        F1(Compare(0.8555)).Verdict.Should().Be(Verdict.Within);
        var four = F1(Compare(0.855, 0.856, 0.8555, 0.8555));
        four.Found.Should().Be(0.8555);
        four.Verdict.Should().Be(Verdict.Regression);
        four.Because.Should().StartWith("t(0.99922, 7) · sd · √(1/8 + 1/4) around the mean of 8 accepted seeds; ");
    }

    [Fact]
    public void Never_tighter_than_a_stated_margin()
    {
        var loose = new Tolerances(
            [.. ToyTolerances.All.Entries, ToyTolerances.Of(QuantityNames.F1Global, Direction.Higher, 0.015)],
            ImdbNotebook.Assignment
        );
        F1(Comparison.Compare([Run(1, 0.86)], Baselines, loose, exact: false))
            .Should()
            .Match<QuantityComparison>(c =>
                c.Tolerance == 0.015
                && c.Because.StartsWith("the stated tolerance, which is wider than the interval of 8 accepted seeds.")
            );
    }

    /// <summary>What only follows from the spread says how far two single runs are apart, and hides nothing.</summary>
    [Fact]
    public void A_tolerance_derived_from_the_spread_is_no_margin()
    {
        var spread = new Spread(8, 0.86, 0.002, 0.857, 0.863);
        var derived = new Tolerances(
            [
                .. ToyTolerances.All.Entries,
                ToyTolerances.Of(QuantityNames.F1Global, Direction.Higher, SeedDifference.Limit(spread)) with
                {
                    Spread = spread,
                },
            ],
            ImdbNotebook.Assignment
        );
        var f1 = F1(Comparison.Compare([Run(1, 0.86), Run(2, 0.86)], Baselines, derived, exact: false));
        f1.Tolerance.Should().BeLessThan(SeedDifference.Limit(spread));
    }

    [Fact]
    public void An_F1_whose_interval_is_too_wide_is_shown_and_does_not_block()
    {
        ToyAcceptance.Accept(
            Baselines,
            [Run(9, 0.83), Run(10, 0.89)],
            new AcceptanceRequest("wide", "Ada", OnCi: false),
            TimeProvider.System
        );
        F1(Compare(0.7))
            .Should()
            .Match<QuantityComparison>(c =>
                c.Verdict == Verdict.Regression
                && !c.Blocking
                && c.Because.EndsWith("; shown, not blocking: its limit is wider than 0.02")
                && c.CannotJudge == "its limit is wider than 0.02"
            );
    }

    [Fact]
    public void The_verdict_names_its_seeds()
    {
        Compare(0.86, 0.86).Seeds.Should().Equal(1, 2);
        Compare(0.86).Seeds.Should().BeNull();
    }

    [Fact]
    public void One_seed_that_was_interrupted_or_lacks_a_number_is_not_measured()
    {
        RunFolder[] runs = [Run(1, 0.86), Run(2, 0.86)];
        ToyRun.Edit(runs[1].Metrics, m => m["values"]!.AsObject().Remove(QuantityNames.F1Global));
        F1(Comparison.Compare(runs, Baselines, Tolerances, exact: false))
            .Should()
            .Match<QuantityComparison>(c =>
                c.Verdict == Verdict.NotMeasured && c.Blocking && c.Because == "seed 2 does not have it"
            );
        File.Delete(runs[1].Complete);
        Comparison
            .Compare(runs, Baselines, Tolerances, exact: false)
            .Comparisons.Should()
            .ContainSingle()
            .Which.Because.Should()
            .StartWith("the run of seed 2 has no completeness marker");
    }

    [Fact]
    public void Turned_words_are_counted_in_every_seed() =>
        Compare(0.86, 0.86)
            .Comparisons.Single(c => c.Quantity == QuantityPath.TurnedSigns)
            .Should()
            .Match<QuantityComparison>(c => c.Found == 0 && c.Blocking && c.Verdict == Verdict.Within);

    [Fact]
    public void A_run_of_another_program_among_them_is_known_whichever_it_is()
    {
        RunFolder[] runs = [Run(1, 0.86), Run(2, 0.86), Run(3, 0.86)];
        RunMarker.OtherProgramOf(runs, ToyRun.Program).Should().BeNull();
        ToyRun.Edit(runs[2].Complete, marker => marker["program"] = "another");
        RunMarker.OtherProgramOf(runs, ToyRun.Program).Should().Be("another");
        ToyRun.Edit(runs[1].Complete, marker => marker.AsObject().Remove("program"));
        RunMarker.OtherProgramOf(runs, ToyRun.Program).Should().BeEmpty("it is not recorded");
    }

    // A floor of nothing, so that the interval is seen.
    private static Tolerances Tolerances { get; } =
        new(
            [.. ToyTolerances.All.Entries, ToyTolerances.Of(QuantityNames.F1Global, Direction.Higher, 0)],
            ImdbNotebook.Assignment
        );

    private ExperimentVerdict Compare(params double[] f1) =>
        Comparison.Compare([.. f1.Select((value, i) => Run(i + 1, value))], Baselines, Tolerances, exact: false);

    private RunFolder Run(long seed, double f1)
    {
        var toy = ToyRun.Of(seed: seed);
        toy.Metrics[QuantityNames.F1Global] = f1;
        return toy.Write(temp.At("runs"));
    }

    private static QuantityComparison F1(ExperimentVerdict verdict) =>
        verdict.Comparisons.Single(c => c.Quantity == QuantityNames.F1Global);
}
