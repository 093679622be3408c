using System.Text.Json.Nodes;
using Repro.Experiments;
using Repro.Quantities;
using Repro.Runs;
using Repro.Testing;
using Repro.Verdicts.Accept;
using Repro.Verdicts.Claims;
using Repro.Verdicts.Interventions;

namespace Repro.Verdicts.Tests.Interventions;

/// <summary>Interventions of a run, and edits of their files.</summary>
public sealed class InterventionAgreementTests : IDisposable
{
    private readonly TempFolder temp = new();
    private readonly RunFolder run;

    public InterventionAgreementTests()
    {
        run = ToyTest.Run(ModelKind.Rnn, ToyTest.Mixed(0.8, 0.7)).Write(temp.At("runs"));
        Intervene();
    }

    public void Dispose() => temp.Dispose();

    [Fact]
    public void What_was_worked_out_agrees()
    {
        InterventionAgreement.Checked(RunResult.Read(run)).Interventions.Should().HaveCount(5);
        Series().Should().NotBeNull();
    }

    [Theory]
    [InlineData(InterventionKind.BatchesWithPositives, QuantityNames.F1BatchMean)]
    [InlineData(InterventionKind.BatchesWithPositives, QuantityNames.TestBatches)]
    [InlineData(InterventionKind.EvenErrors, QuantityNames.F1Global)]
    [InlineData(InterventionKind.EvenErrors, InterventionPath.GlobalOfOurs)]
    public void Every_value_is_what_the_predictions_give(InterventionKind kind, string quantity)
    {
        Edit(kind, json => json["values"]![quantity] = json["values"]![quantity]!.GetValue<double>() + 1e-6);
        Refused(kind, $"{quantity} is *, where predictions.json gives *");
    }

    [Fact]
    public void An_edited_figure_is_not_what_the_others_were_worked_out_from()
    {
        Edit(InterventionKind.EvenErrors, json => json["values"]![QuantityNames.F1BatchMean] = 0.6);
        Refused(InterventionKind.EvenErrors, $"{QuantityNames.F1Global} is *, where predictions.json gives *");
    }

    [Fact]
    public void A_value_that_is_gone_or_one_too_many_is_noticed()
    {
        Edit(
            InterventionKind.BatchesWithPositives,
            json => json["values"]!.AsObject().Remove(QuantityNames.TestBatches)
        );
        Refused(InterventionKind.BatchesWithPositives, "test.batches is none, where predictions.json gives 49");
        Intervene();
        Edit(InterventionKind.EvenErrors, json => json["values"]!["test.more"] = 1);
        Refused(InterventionKind.EvenErrors, "test.more is 1, where predictions.json gives none");
    }

    [Fact]
    public void A_file_of_one_kind_under_another_ones_name_is_refused_when_the_run_is_read()
    {
        File.Copy(
            run.Intervention(InterventionKind.EvenErrors),
            run.Intervention(InterventionKind.BatchesWithPositives),
            overwrite: true
        );
        Refused(
            InterventionKind.BatchesWithPositives,
            "its kind is even-errors, where its name gives batches-with-positives"
        );
        Intervene();
        Series().Should().NotBeNull("working them out again is the remedy");
    }

    [Fact]
    public void What_was_edited_is_not_accepted()
    {
        Edit(InterventionKind.EvenErrors, json => json["values"]![QuantityNames.F1Global] = 0.9);
        FluentActions
            .Invoking(() =>
                ToyAcceptance.Accept(
                    temp.At("baselines"),
                    [run],
                    new AcceptanceRequest("first", "Ada", OnCi: false),
                    TimeProvider.System
                )
            )
            .Should()
            .Throw<ReproException>()
            .WithMessage($"{run.Intervention(InterventionKind.EvenErrors)}: *");
        Directory.Exists(temp.At("baselines")).Should().BeFalse();
    }

    private void Intervene() =>
        new InterventionRunner(ToyRun.In(temp.At("runs")), new Dictionary<string, double> { ["rnn"] = 0.69 }).Write(
            Profiles.Imdb
        );

    private RunSeries? Series() =>
        RunSeries.Read(ToyRun.In(temp.At("runs")), temp.At("baselines"), Profiles.Imdb, "rnn.as-written");

    private void Edit(InterventionKind kind, Action<JsonNode> edit) => ToyRun.Edit(run.Intervention(kind), edit);

    private void Refused(InterventionKind kind, string why) =>
        FluentActions
            .Invoking(Series)
            .Should()
            .Throw<ReproException>()
            .WithMessage($"{run.Intervention(kind)}: {why}*elete it and run --target=Intervene.")
            .Which.ExitCode.Should()
            .Be(ExitCode.InputMissing);
}
