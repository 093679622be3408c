using Repro.Quantities;
using Repro.Runs;
using Repro.Testing;
using Repro.Verdicts.Accept;
using Repro.Verdicts.Compare;

namespace Repro.Verdicts.Tests.Compare;

public sealed partial class ComparisonTests
{
    [Fact]
    public void A_metric_that_disappears_is_not_measured()
    {
        Edit(run.Metrics, m => m["values"]!.AsObject().Remove(QuantityNames.F1BatchMean));
        Outcome().Should().Be((Verdict.NotMeasured, ExitCode.NotMeasured));
    }

    [Theory]
    [InlineData("\"NaN\"")]
    [InlineData("1e999")]
    [InlineData("null")]
    [InlineData("NaN")]
    public void A_number_that_is_none_is_not_measured(string text)
    {
        File.WriteAllText(
            run.Metrics,
            File.ReadAllText(run.Metrics).Replace("0.8612345678", text, StringComparison.Ordinal)
        );
        Outcome().Should().Be((Verdict.NotMeasured, ExitCode.NotMeasured));
    }

    [Theory]
    [InlineData("metrics.json")]
    [InlineData("history.json")]
    [InlineData("attributions.json")]
    [InlineData("complete.json")]
    public void A_file_that_disappears_is_not_measured(string name)
    {
        File.Delete(Path.Combine(run.Root, name));
        Outcome().Should().Be((Verdict.NotMeasured, ExitCode.NotMeasured));
    }

    [Fact]
    public void A_metric_that_is_new_has_no_baseline()
    {
        Edit(run.Metrics, m => m["values"]![QuantityNames.Accuracy] = 0.86);
        Outcome().Should().Be((Verdict.NoBaseline, ExitCode.NoBaseline));
    }

    [Fact]
    public void A_metric_without_a_tolerance_is_not_comparable()
    {
        Edit(run.Metrics, m => m["values"]!["test.invented"] = 0.86);
        ToyAcceptance.Accept(
            temp.At("other"),
            [Completed(run)],
            new AcceptanceRequest("new", "Ada", OnCi: false),
            TimeProvider.System
        );
        Outcome(temp.At("other")).Should().Be((Verdict.NotComparable, ExitCode.NotComparable));
    }

    [Fact]
    public void An_epoch_that_is_missing_is_not_measured_and_one_too_many_has_no_baseline()
    {
        Edit(run.History, h => h["epochs"]!.AsArray().RemoveAt(2));
        Outcome().Should().Be((Verdict.NotMeasured, ExitCode.NotMeasured));

        var toy = ToyRun.Of();
        (toy with { Epochs = [.. toy.Epochs, new EpochRecord(4, 0.1, 0.3, false)] }).Write(temp.At("runs"));
        Outcome().Should().Be((Verdict.NoBaseline, ExitCode.NoBaseline));
    }

    [Fact]
    public void Another_arithmetic_may_stop_at_another_epoch()
    {
        Edit(run.Manifest, m => m["arithmetic"] = new string('b', 64));
        Edit(run.History, h => h["epochs"]!.AsArray().RemoveAt(2));
        Outcome().Should().Be((Verdict.Within, ExitCode.Success));
    }

    [Fact]
    public void Another_corpus_is_not_comparable()
    {
        Edit(run.Manifest, m => m["corpus-digest"] = new string('d', 64));
        Outcome().Should().Be((Verdict.NotComparable, ExitCode.NotComparable));
    }

    [Fact]
    public void Other_vectors_are_not_comparable()
    {
        Edit(run.Manifest, m => m["vectors-digest"] = new string('f', 64));
        Outcome().Should().Be((Verdict.NotComparable, ExitCode.NotComparable));
    }

    [Fact]
    public void Other_settings_are_not_comparable()
    {
        Edit(run.Spec, s => s["training"]!["patience"] = 4);
        Outcome().Should().Be((Verdict.NotComparable, ExitCode.NotComparable));
    }
}
