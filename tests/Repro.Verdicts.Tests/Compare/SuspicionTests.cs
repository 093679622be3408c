using Repro.Experiments;
using Repro.Quantities;
using Repro.Runs;
using Repro.Testing;
using Repro.Verdicts.Accept;
using Repro.Verdicts.Baselines;
using Repro.Verdicts.Compare;

namespace Repro.Verdicts.Tests.Compare;

/// <summary>Eight accepted seeds, F1 0.86 ± 0.0012; a run beyond their limit; and fresh seeds that judge it.</summary>
public sealed class SuspicionTests : IDisposable
{
    private static readonly double[] AsAccepted = [0.859, 0.86, 0.861, 0.86];
    private readonly TempFolder temp = new();

    public SuspicionTests() =>
        ToyAcceptance.Accept(
            Baselines,
            [.. Enumerable.Range(0, 8).Select(i => Run(1234 + i, 0.86 + (0.001 * ((i % 4) - 1.5))))],
            new AcceptanceRequest("spread", "Ada", OnCi: false),
            TimeProvider.System
        );

    public void Dispose() => temp.Dispose();

    private string Baselines => temp.At("baselines");

    [Fact]
    public void Without_fresh_seeds_it_blocks_and_says_that_it_is_not_confirmed()
    {
        var f1 = F1(Compare(0.84));
        f1.Should().Match<QuantityComparison>(c => c.Blocking && c.Verdict == Verdict.Regression);
        f1.Confirmation.Should().Be(new Confirmation(ConfirmationOutcome.Suspected, []));
        f1.Because.Should().EndWith("; suspected, not confirmed: no fresh seeds were trained");
        VerdictFiles.Of(Compare(0.84)).Should().Be(Verdict.Regression);
    }

    [Fact]
    public void Fresh_seeds_that_are_as_bad_confirm_it()
    {
        var f1 = F1(Compare(0.84, 0.841, 0.839, 0.84, 0.842));
        f1.Verdict.Should().Be(Verdict.Regression);
        f1.Confirmation.Should()
            .Match<Confirmation>(c =>
                c.Outcome == ConfirmationOutcome.Confirmed && c.Found == 0.8405 && c.Limit > 0 && !c.IsOpen
            );
        f1.Confirmation!.Seeds.Should().Equal(101, 102, 103, 104);
        f1.Because.Should().Contain("; confirmed by fresh seeds 101, 102, 103, 104: mean 0.8405, limit ± ");
    }

    /// <summary>The first run has no say any more: the fresh seeds are judged by themselves.</summary>
    [Fact]
    public void Fresh_seeds_that_are_as_the_accepted_ones_dispel_it()
    {
        var f1 = F1(Compare(0.84, AsAccepted));
        f1.Verdict.Should().Be(Verdict.Within);
        f1.Confirmation!.Outcome.Should().Be(ConfirmationOutcome.Dispelled);
        f1.Found.Should().Be(0.84, "it shows what was suspected");
    }

    [Fact]
    public void Fresh_seeds_that_are_off_the_other_way_dispel_it() =>
        F1(Compare(0.84, 0.88, 0.881, 0.879, 0.88)).Confirmation!.Outcome.Should().Be(ConfirmationOutcome.Dispelled);

    [Fact]
    public void An_improvement_is_confirmed_alike()
    {
        F1(Compare(0.88)).Confirmation!.Outcome.Should().Be(ConfirmationOutcome.Suspected);
        F1(Compare(0.88, 0.879, 0.881, 0.88, 0.882))
            .Should()
            .Match<QuantityComparison>(c =>
                c.Verdict == Verdict.Improvement && c.Confirmation!.Outcome == ConfirmationOutcome.Confirmed
            );
        F1(Compare(0.88, AsAccepted)).Verdict.Should().Be(Verdict.Within);
    }

    /// <summary>One fresh seed of eight does not learn: the mean is uncertain, and the gate stays shut.</summary>
    [Fact]
    public void Fresh_seeds_far_apart_settle_nothing()
    {
        var f1 = F1(Compare(0.5, [.. AsAccepted, .. AsAccepted[1..], 0.5]));
        f1.Verdict.Should().Be(Verdict.Regression);
        f1.Confirmation.Should().Match<Confirmation>(c => c.Outcome == ConfirmationOutcome.Unsettled && c.IsOpen);
    }

    [Fact]
    public void What_is_within_needs_no_fresh_seeds() => F1(Compare(0.861, AsAccepted)).Confirmation.Should().BeNull();

    [Fact]
    public void A_fresh_seed_that_lacks_the_number_or_was_interrupted_is_not_measured()
    {
        RunFolder[] fresh = [.. AsAccepted.Select((f1, i) => Run(101 + i, f1))];
        ToyRun.Edit(fresh[1].Metrics, m => m["values"]!.AsObject().Remove(QuantityNames.F1Global));
        F1(Compare(0.84, fresh))
            .Should()
            .Match<QuantityComparison>(c =>
                c.Verdict == Verdict.NotMeasured
                && c.Because.StartsWith("3 of the fresh seeds 101, 102, 103, 104 have it")
            );
        File.Delete(fresh[1].Complete);
        Compare(0.84, fresh)
            .Comparisons.Should()
            .ContainSingle()
            .Which.Because.Should()
            .StartWith("the run of seed 102 has no completeness marker");
    }

    [Fact]
    public void Too_few_fresh_seeds_confirm_nothing() =>
        F1(Compare(0.84, 0.84, 0.84, 0.84)).Verdict.Should().Be(Verdict.NotMeasured);

    /// <summary>It cannot be a change that an accepted seed gives its accepted value.</summary>
    [Fact]
    public void An_accepted_seeds_own_value_is_within_however_far_off_it_is()
    {
        ToyAcceptance.Accept(
            Baselines,
            [.. Enumerable.Range(2000, 40).Select(i => Run(i, 0.86 + (0.0001 * (i % 3)))), Run(3000, 0.84)],
            new AcceptanceRequest("one is far off", "Ada", OnCi: false),
            TimeProvider.System
        );
        F1(Compare(0.84)).Confirmation!.Outcome.Should().Be(ConfirmationOutcome.Suspected);
        F1(Compare([Run(3000, 0.84)], [])).Verdict.Should().Be(Verdict.Within);
    }

    [Fact]
    public void What_blocks_says_what_it_would_see()
    {
        var one = F1(Compare(0.86)).Detectable;
        one.Should().BeInRange(0.006, 0.01, "the limit of one seed is 0.0063, with 66 gates");
        F1(Compare([Run(1, 0.86), Run(2, 0.86), Run(3, 0.86), Run(4, 0.86)], []))
            .Detectable.Should()
            .BeLessThan(one!.Value);
    }

    private ExperimentVerdict Compare(double f1, params double[] fresh) =>
        Compare(f1, [.. fresh.Select((value, i) => Run(101 + i, value))]);

    private ExperimentVerdict Compare(double f1, RunFolder[] fresh) => Compare([Run(1, f1)], fresh);

    private ExperimentVerdict Compare(RunFolder[] runs, RunFolder[] fresh) =>
        Comparison.Compare(runs, Baselines, Tolerances, exact: false, fresh);

    // No margin, so that the interval is seen.
    private static Tolerances Tolerances { get; } =
        new(
            [.. ToyTolerances.All.Entries, ToyTolerances.Of(QuantityNames.F1Global, Direction.Higher, 0)],
            ImdbNotebook.Assignment
        );

    private RunFolder Run(long seed, double f1)
    {
        var toy = ToyRun.Of(seed: seed);
        toy.Metrics[QuantityNames.F1Global] = f1;
        return toy.Write(temp.At("runs"));
    }

    private static QuantityComparison F1(ExperimentVerdict verdict) =>
        verdict.Comparisons.Single(c => c.Quantity == QuantityNames.F1Global);
}
