using System.Text.Json.Nodes;
using Repro.Experiments;
using Repro.Quantities;
using Repro.Runs;
using Repro.Testing;
using Repro.Verdicts.Accept;
using Repro.Verdicts.Compare;

namespace Repro.Verdicts.Tests.Compare;

/// <summary>
/// One thing is changed at a time in a copy of an accepted run; the verdict and the exit code must name it.
/// </summary>
public sealed partial class ComparisonTests : IDisposable
{
    private readonly TempFolder temp = new();
    private readonly RunFolder run;

    public ComparisonTests()
    {
        run = ToyRun.Of().Write(temp.At("runs"));
        ToyAcceptance.Accept(Baselines, [run], new AcceptanceRequest("first", "Ada", OnCi: false), TimeProvider.System);
    }

    public void Dispose() => temp.Dispose();

    [Fact]
    public void The_accepted_run_is_within_and_leaves_no_candidates()
    {
        Outcome().Should().Be((Verdict.Within, ExitCode.Success));
        Received().Should().BeEmpty();
    }

    [Fact]
    public void A_lower_F1_is_a_regression()
    {
        Edit(run.Metrics, m => m["values"]![QuantityNames.F1Global] = 0.8312);
        Outcome().Should().Be((Verdict.Regression, ExitCode.Regression));
        Received().Should().Equal("metrics.received.json");
    }

    [Fact]
    public void A_higher_F1_is_an_improvement_that_asks_to_be_accepted()
    {
        Edit(run.Metrics, m => m["values"]![QuantityNames.F1Global] = 0.8912);
        Outcome().Should().Be((Verdict.Improvement, ExitCode.Success));
        Received().Should().Equal("metrics.received.json");
    }

    [Fact]
    public void A_higher_validation_loss_is_a_regression()
    {
        Edit(run.Metrics, m => m["values"]![QuantityNames.BestValidationLoss] = 0.4);
        Outcome().Should().Be((Verdict.Regression, ExitCode.Regression));
    }

    [Fact]
    public void A_turned_attribution_is_a_regression()
    {
        Edit(run.Attributions, a => a["rows"]![1]!["words"]![2]!["importance"] = 0.98);
        Outcome().Should().Be((Verdict.Regression, ExitCode.Regression));
        Received().Should().Equal("attributions.received.json");
    }

    [Fact]
    public void Attributions_that_turn_under_another_arithmetic_are_a_regression_too_where_there_are_more_than_chance_turns()
    {
        var seeds = Enumerable.Range(1, 5).Select(seed => ToyRun.Of(seed: seed).Write(temp.At("runs"))).ToList();
        ToyAcceptance.Accept(
            Baselines,
            seeds,
            new AcceptanceRequest("spread", "Ada", OnCi: false),
            TimeProvider.System
        );
        Edit(run.Manifest, m => m["arithmetic"] = new string('b', 64));
        Outcome().Should().Be((Verdict.Within, ExitCode.Success));

        Edit(run.Attributions, a => a["rows"]![1]!["words"]![1]!["importance"] = -0.2);
        Outcome().Verdict.Should().Be(Verdict.Within, "a word without a sign in the baseline has none to turn");

        Edit(run.Attributions, a => a["rows"]![1]!["words"]![2]!["importance"] = 0.98);
        Outcome().Verdict.Should().Be(Verdict.Within, "one word of four may turn by chance");
        Comparison
            .Compare(run, Baselines, ToyTolerances.All)
            .Comparisons.Should()
            .ContainSingle(c =>
                c.Quantity == QuantityPath.Sign(2, 3) && c.Verdict == Verdict.Regression && !c.Blocking
            );

        foreach (var (row, word) in ((int, int)[])[(0, 0), (0, 2), (1, 0)])
            Edit(run.Attributions, a => a["rows"]![row]!["words"]![word]!["importance"] = -0.5);
        Outcome().Should().Be((Verdict.Regression, ExitCode.Regression));
    }

    [Fact]
    public void Another_arithmetic_is_reported_if_the_seeds_agree_on_no_sign()
    {
        var contrary = ToyRun.Of(seed: 1);
        contrary = contrary with
        {
            Rows =
            [
                .. contrary.Rows.Select(row =>
                    row with
                    {
                        Words = [.. row.Words.Select(w => w with { Importance = -w.Importance })],
                    }
                ),
            ],
        };
        ToyAcceptance.Accept(
            Baselines,
            [contrary.Write(temp.At("runs"))],
            new AcceptanceRequest("spread", "Ada", OnCi: false),
            TimeProvider.System
        );
        Edit(run.Manifest, m => m["arithmetic"] = new string('b', 64));

        var told = Comparison
            .Compare(run, Baselines, ToyTolerances.All)
            .Comparisons.Where(c => c.Quantity.StartsWith("attribution.", StringComparison.Ordinal));
        told.Should()
            .ContainSingle()
            .Which.Should()
            .Match<QuantityComparison>(c =>
                c.Quantity == QuantityPath.AgreedSigns
                && !c.Blocking
                && c.Because.EndsWith("the 2 baseline runs agree on no word's sign")
            );
    }

    [Fact]
    public void Another_seed_is_compared_within_the_tolerances()
    {
        var other = ToyRun.Of(seed: 7).Write(temp.At("runs"));
        var verdict = Comparison.Compare(other, Baselines, ToyTolerances.All);
        verdict.Seed.Should().Be(7);
        VerdictFiles.Of(verdict).Should().Be(Verdict.Within);
    }

    [Fact]
    public void Without_a_baseline_every_file_is_a_candidate()
    {
        Outcome(temp.At("none")).Should().Be((Verdict.NoBaseline, ExitCode.NoBaseline));
        Received().Should().Equal("attributions.received.json", "curve.received.json", "metrics.received.json");
        Directory.Exists(temp.At("none")).Should().BeFalse();
    }

    [Fact]
    public void Every_number_of_the_run_is_listed_with_its_limit()
    {
        var comparisons = Comparison.Compare(run, Baselines, ToyTolerances.All).Comparisons;
        comparisons.Should().HaveCount(7 + 2 * 3 + 2 * (3 + 3) + 4 + 1);
        comparisons
            .Single(c => c.Quantity == QuantityNames.F1Global)
            .Should()
            .Be(
                new QuantityComparison(
                    "cnn-glove.as-written",
                    QuantityNames.F1Global,
                    0.861235,
                    0.861235,
                    0.02,
                    true,
                    Verdict.Within,
                    "1 accepted seed, too few of 5 for an interval: the stated tolerance. a test"
                )
            );
    }

    private string Baselines => temp.At("baselines");

    private (Verdict Verdict, ExitCode Exit) Outcome(string? baselines = null)
    {
        var overall = VerdictFiles.Merge(
            Profiles.Imdb,
            [],
            [Comparison.Compare(run, baselines ?? Baselines, ToyTolerances.All)]
        );
        return (overall.Verdict, overall.ExitCode);
    }

    private IEnumerable<string?> Received() =>
        Directory.EnumerateFiles(run.Root, "*.received.json").Select(Path.GetFileName).Order(StringComparer.Ordinal);

    private static void Edit(string path, Action<JsonNode> edit) => ToyRun.Edit(path, edit);

    private static RunFolder Completed(RunFolder folder)
    {
        ToyRun.Complete(folder);
        return folder;
    }
}
