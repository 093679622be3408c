using System.Text.Json.Nodes;
using Repro.Metrics;
using Repro.Quantities;
using Repro.Runs;
using Repro.Testing;

namespace Repro.Tests.Metrics;

/// <summary>A run whose metrics follow from its predictions and its history, and edits of either.</summary>
public sealed class RunAgreementTests : IDisposable
{
    private static readonly TestPredictions Predictions = new(
        ["a", "b", "c", "d", "e", "f", "g"],
        [1, 0, 1, 1, 0, 0, 1],
        [0.9f, 0.2f, 0.6f, 0.3f, 0.7f, 1e-9f, 1f],
        [3, 3, 1]
    );

    private readonly TempFolder temp = new();
    private readonly RunFolder run;

    public RunAgreementTests()
    {
        var toy = ToyRun.Of() with { Predictions = Predictions };
        run = (toy with { Metrics = Metrics(toy) }).Write(temp.At("runs"));
    }

    public void Dispose() => temp.Dispose();

    public static TheoryData<string> Derived
    {
        get
        {
            var toy = ToyRun.Of();
            return [.. Metrics(toy).Keys.Where(name => name != QuantityNames.VocabularySize)];
        }
    }

    [Fact]
    public void A_run_as_it_was_written_agrees() => RunResult.Read(run).Checked().Metrics.Should().HaveCount(19);

    [Theory]
    [MemberData(nameof(Derived))]
    public void Every_metric_that_follows_from_a_record_is_compared_with_it(string quantity)
    {
        ToyRun.Edit(run.Metrics, m => m["values"]![quantity] = 0.93);
        Refused($"{run.Metrics}: {quantity} is 0.93, where *.json gives *. *delete {run.Root} and train*");
    }

    [Fact]
    public void A_prediction_that_was_edited_is_noticed()
    {
        Edit(run.Predictions, "probabilities", 0, 0.1);
        Refused($"{run.Metrics}: test.accuracy is *, where predictions.json gives *");
    }

    [Fact]
    public void A_probability_moved_within_its_class_is_noticed_by_the_loss()
    {
        Edit(run.Predictions, "probabilities", 0, 0.8999);
        RunResult.Read(run).Checked();
        Edit(run.Predictions, "probabilities", 0, 0.88);
        Refused($"{run.Metrics}: test.loss is *, where predictions.json gives * to *");
    }

    [Fact]
    public void Predictions_that_give_no_metrics_are_named()
    {
        Edit(run.Predictions, "labels", 2, 7);
        Refused($"{run.Predictions}: *");
    }

    [Fact]
    public void A_loss_of_the_history_that_was_edited_is_noticed()
    {
        ToyRun.Edit(run.History, h => h["epochs"]![2]!["validation-loss"] = 0.25);
        Refused($"{run.Metrics}: validation.loss.best is 0.294860169, where history.json gives 0.25*");
        ToyRun.Edit(run.History, h => h["epochs"]![2]!["validation-loss"] = 0.9);
        Refused($"{run.History}: its best epoch is 3, but the lowest validation loss is that of 2*");
    }

    [Fact]
    public void A_metric_that_is_not_a_number_is_left_to_the_comparison()
    {
        ToyRun.Edit(run.Metrics, m => m["values"]![QuantityNames.F1Global] = "NaN");
        RunResult.Read(run).Checked().Metrics[QuantityNames.F1Global].Should().Be(double.NaN);
    }

    private static SortedDictionary<string, double> Metrics(ToyRun toy)
    {
        var loss = Predictions
            .Probabilities.Zip(Predictions.Labels)
            .Average(p => -Math.Log(p.Second == 1 ? p.First : 1 - p.First));
        var values = Evaluator.Measure(Predictions, loss, toy.Spec.Seed);
        var best = toy.Epochs.MinBy(e => e.ValidationLoss)!.Epoch;
        foreach (var (name, value) in RunAgreement.Of(new TrainingHistory(toy.Epochs, best, true)))
            values[name] = value;
        values[QuantityNames.VocabularySize] = 7;
        return values;
    }

    private static void Edit(string path, string list, int at, JsonNode value) =>
        ToyRun.Edit(path, json => json[list]![at] = value);

    private void Refused(string message) =>
        FluentActions
            .Invoking(() => RunResult.Read(run).Checked())
            .Should()
            .Throw<ReproException>()
            .WithMessage(message)
            .Which.ExitCode.Should()
            .Be(ExitCode.InputMissing);
}
