using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Repro.Experiments;
using Repro.Files;
using Repro.Quantities;
using Repro.Runs;
using Repro.Testing;
using Repro.Torch.Tests.Testing;
using Repro.Verdicts.Baselines;
using Repro.Verdicts.Compare;
using Repro.Verdicts.Tests.Accept;

namespace Repro.Verdicts.Tests.Compare;

/// <summary>
/// In a copy of a run that was really trained and accepted, one thing is changed at a time, and it goes the product's
/// whole way: compared by the committed tolerances, written as the experiment's verdict, merged into the exit code.
/// </summary>
[Collection(LibtorchGroup.Name)]
public sealed class BreakageTests : IClassFixture<AcceptedRun>, IDisposable
{
    // The committed ones, with the two gates of every experiment at sizes of this test's own: it does not move with the
    // measured spreads.
    private static readonly Tolerances Gated = new(
        [
            .. Tolerances.Read(Path.Combine(Repository.Baselines, "tolerances.json"), ImdbNotebook.Assignment).Entries,
            ToyTolerances.Of(QuantityNames.F1Global, Direction.Higher, 0.02),
            ToyTolerances.Of(QuantityNames.BestValidationLoss, Direction.Lower, 0.05),
        ],
        ImdbNotebook.Assignment
    );

    private readonly TempFolder temp = new();
    private readonly AcceptedRun accepted;
    private readonly RunFolder run;

    public BreakageTests(AcceptedRun accepted)
    {
        this.accepted = accepted;
        run = accepted.CopyTo(temp.At("run"));
    }

    public void Dispose() => temp.Dispose();

    [Fact]
    public void An_untouched_copy_is_within() => Expect(Verdict.Within, ExitCode.Success);

    [Fact]
    public void Global_F1_higher_by_five_hundredths_is_an_improvement_where_arithmetic_is_another()
    {
        Shift(QuantityNames.F1Global, 0.05);
        Expect(Verdict.Changed, ExitCode.Changed, QuantityPath.ExactDiffering);
        ToyRun.Edit(run.Manifest, manifest => manifest["arithmetic"] = new string('b', 64));
        Expect(Verdict.Improvement, ExitCode.Success, QuantityNames.F1Global);
    }

    [Fact]
    public void Global_F1_lower_by_three_hundredths_is_a_regression()
    {
        Shift(QuantityNames.F1Global, -0.03);
        Expect(Verdict.Regression, ExitCode.Regression, QuantityNames.F1Global);
    }

    [Fact]
    public void A_worse_best_validation_loss_is_a_regression()
    {
        Shift(QuantityNames.BestValidationLoss, 0.06);
        Expect(Verdict.Regression, ExitCode.Regression, QuantityNames.BestValidationLoss);
    }

    [Fact]
    public void One_attribution_of_the_other_sign_is_a_regression()
    {
        ToyRun.Edit(
            run.Attributions,
            table =>
            {
                var row = table["rows"]![1]!;
                var word = row["words"]![0]!;
                word["importance"] = -word["importance"]!.GetValue<double>();
                var score = row["words"]!.AsArray().Sum(w => w!["importance"]!.GetValue<double>());
                (row["score"], row["attribution-label"]) = (score, score > 0 ? "pos" : "neg");
            }
        );
        Expect(Verdict.Regression, ExitCode.Regression, QuantityPath.TurnedSigns);
    }

    [Fact]
    public void A_metric_that_is_missing_is_not_measured()
    {
        ToyRun.Edit(
            run.Metrics,
            metrics => metrics["values"]!.AsObject().Remove(QuantityNames.RocAuc).Should().BeTrue()
        );
        Expect(Verdict.NotMeasured, ExitCode.NotMeasured, QuantityNames.RocAuc);
    }

    [Theory]
    [InlineData("\"NaN\"", QuantityNames.F1Global)]
    [InlineData("NaN", QuantityNames.BestEpoch)] // This is no JSON, so the file's first quantity is missing already.
    public void NaN_is_not_measured(string text, string first)
    {
        var metrics = File.ReadAllText(run.Metrics);
        var broken = Regex.Replace(metrics, $"(\"{Regex.Escape(QuantityNames.F1Global)}\":\\s*)[0-9.]+", $"$1{text}");
        broken.Should().NotBe(metrics);
        File.WriteAllText(run.Metrics, broken);
        Expect(Verdict.NotMeasured, ExitCode.NotMeasured, first);
    }

    [Fact]
    public void A_history_that_is_gone_is_not_measured()
    {
        File.Delete(run.History);
        Expect(Verdict.NotMeasured, ExitCode.NotMeasured, QuantityPath.TrainLoss(1));
    }

    [Fact]
    public void A_run_without_its_completeness_marker_is_not_measured()
    {
        File.Delete(run.Complete);
        Expect(Verdict.NotMeasured, ExitCode.NotMeasured, "run");
    }

    [Fact]
    public void Another_corpus_is_not_comparable()
    {
        ToyRun.Edit(run.Manifest, manifest => manifest["corpus-digest"] = new string('0', 64));
        Expect(Verdict.NotComparable, ExitCode.NotComparable, "run");
    }

    [Fact]
    public void Another_experiment_is_not_comparable()
    {
        ToyRun.Edit(run.Spec, spec => spec["training"]!["learning-rate"] = 0.002);
        var hash = SafeFile.ReadJson<ExperimentSpec>(run.Spec).Hash();
        foreach (var record in (string[])[run.Manifest, run.Complete])
            ToyRun.Edit(record, json => json["spec-hash"] = hash);
        Expect(Verdict.NotComparable, ExitCode.NotComparable, "run");
    }

    [Fact]
    public void Without_a_baseline_nothing_passes()
    {
        Decide(temp.At("no-baselines")).ExitCode.Should().Be(ExitCode.NoBaseline);
    }

    /// <summary>
    /// Expects a verdict, and that the first blocking quantity it was given for is the one that was changed.
    /// </summary>
    private void Expect(Verdict verdict, ExitCode exitCode, string? quantity = null)
    {
        var overall = Decide(accepted.Baselines);
        (overall.Verdict, overall.ExitCode).Should().Be((verdict, exitCode));
        if (quantity is not null)
            overall
                .Experiments.Single()
                .Comparisons.First(c => c.Blocking && c.Verdict == verdict)
                .Quantity.Should()
                .Be(quantity);
    }

    private OverallVerdict Decide(string baselines)
    {
        var decided = Comparison.Compare(run, baselines, Gated);
        VerdictFiles.Write(temp.At("verdicts"), decided);
        return VerdictFiles.Merge(temp.At("verdicts"), decided.Profile, [decided.Experiment]);
    }

    // Without the predictions, which such a metric is not what they give.
    private void Shift(string quantity, double by)
    {
        File.Delete(run.Predictions);
        ToyRun.Edit(
            run.Metrics,
            (JsonNode metrics) => metrics["values"]![quantity] = metrics["values"]![quantity]!.GetValue<double>() + by
        );
    }
}
