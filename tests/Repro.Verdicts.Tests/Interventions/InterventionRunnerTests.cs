using Repro.Experiments;
using Repro.Quantities;
using Repro.Runs;
using Repro.Testing;
using Repro.Verdicts.Accept;
using Repro.Verdicts.Baselines;
using Repro.Verdicts.Interventions;

namespace Repro.Verdicts.Tests.Interventions;

public sealed class InterventionRunnerTests : IDisposable
{
    private static readonly Dictionary<string, double> Printed = new() { ["rnn"] = 0.69, ["cnn-glove"] = 0.46 };

    private readonly TempFolder temp = new();

    public void Dispose() => temp.Dispose();

    [Fact]
    public void A_result_is_a_file_beside_the_run_and_one_of_its_values()
    {
        var run = ToyTest.Run(ModelKind.CnnGlove, ToyTest.InFileOrder(0.86, 0.86)).Write(temp.At("runs"));

        Intervene().Should().Be(2);

        Directory
            .EnumerateFiles(run.Interventions)
            .Select(Path.GetFileName)
            .Should()
            .BeEquivalentTo("even-errors.json", "batches-with-positives.json");
        var values = RunValues.Of(RunResult.Read(run));
        values["intervention.batches-with-positives.test.batches"].Should().Be(49);
        values["intervention.batches-with-positives.test.f1.batch-mean"]
            .Should()
            .Be(2 * values[QuantityNames.F1BatchMean], "twice is exact");
        values["intervention.even-errors.test.f1.global.of-ours"]
            .Should()
            .BeApproximately(values[QuantityNames.F1Global], (1 + (1.0 / 49)) / 256, "EvenErrorsTests says why");
    }

    [Fact]
    public void Results_of_other_predictions_do_not_count()
    {
        var run = ToyTest.Run(ModelKind.CnnGlove, ToyTest.InFileOrder(0.86, 0.86)).Write(temp.At("runs"));
        Intervene();
        ToyTest.Run(ModelKind.CnnGlove, ToyTest.InFileOrder(0.5, 0.5)).Write(temp.At("runs"));
        RunResult.Read(run).Interventions.Should().BeEmpty();
        Intervene().Should().Be(2);
        RunResult.Read(run).Interventions.Should().NotBeEmpty();
    }

    [Fact]
    public void Predictions_that_the_run_did_not_write_are_left_alone()
    {
        var run = ToyTest.Run(ModelKind.CnnGlove, ToyTest.InFileOrder(0.86, 0.86)).Write(temp.At("runs"));
        File.AppendAllText(run.Predictions, " ");
        Intervene().Should().Be(0);
        ToyRun.Of(ModelKind.Rnn).Write(temp.At("runs"));
        Intervene().Should().Be(0, "that one has no predictions at all");
    }

    [Fact]
    public void Without_runs_there_is_nothing_to_do() => Intervene().Should().Be(0);

    [Fact]
    public void The_best_epochs_weights_are_those_that_a_corrected_run_of_the_same_seed_tested()
    {
        var (written, corrected) = Pair(bestOfCorrected: 3);
        written
            .Interventions["intervention.best-epoch-weights.test.f1.batch-mean"]
            .Should()
            .Be(corrected.Metrics[QuantityNames.F1BatchMean]);
        written
            .Interventions["intervention.best-epoch-weights.test.f1.global"]
            .Should()
            .Be(corrected.Metrics[QuantityNames.F1Global]);
        corrected.Interventions.Should().BeEmpty("claims are about the notebook as written");
    }

    [Fact]
    public void A_best_epoch_that_the_as_written_run_never_reached_is_not_its_own() =>
        Pair(bestOfCorrected: 4).Written.Interventions.Keys.Should().NotContain(path => path.Contains("best-epoch"));

    [Fact]
    public void Another_machine_trained_other_weights() =>
        Pair(bestOfCorrected: 3, cpu: "Another CPU")
            .Written.Interventions.Keys.Should()
            .NotContain(path => path.Contains("best-epoch"));

    [Fact]
    public void The_two_readings_of_a_cnn_have_other_kernels_and_so_other_weights() =>
        Pair(bestOfCorrected: 3, ModelKind.CnnGlove)
            .Written.Interventions.Keys.Should()
            .NotContain(path => path.Contains("best-epoch"));

    [Fact]
    public void Runs_with_another_file_order_and_nothing_else_changed_are_interventions()
    {
        var written = ToyTest.Run(ModelKind.Rnn, ToyTest.Mixed(0.8, 0.7)).Write(temp.At("runs"));
        var (second, third) = (InOrder(2, 0.7), InOrder(3, 0.75));
        InOrder(1, 0.6, patience: 9);

        Intervene();

        var found = RunResult.Read(written).Interventions;
        found
            .Keys.Where(path => path.Contains("file-order"))
            .Should()
            .HaveCount(4, "the run in order 1 has other settings too");
        found["intervention.file-order.order-2.test.f1.batch-mean"].Should().Be(second[QuantityNames.F1BatchMean]);
        found["intervention.file-order.order-2.test.f1.global"]
            .Should()
            .Be(second[QuantityNames.F1Global])
            .And.NotBe(RunResult.Read(written).Metrics[QuantityNames.F1Global]);
        found["intervention.file-order.order-3.test.f1.global"]
            .Should()
            .Be(third[QuantityNames.F1Global])
            .And.NotBe(second[QuantityNames.F1Global]);
    }

    /// <summary>The metrics of a run that reads its files in another order.</summary>
    private IReadOnlyDictionary<string, double> InOrder(long order, double recall, int? patience = null)
    {
        var run = ToyTest.Run(ModelKind.Rnn, ToyTest.Mixed(recall, 0.6));
        var spec = run.Spec with { Corpus = run.Spec.Corpus with { FileOrder = order } };
        if (patience is { } epochs)
            spec = spec with { Training = spec.Training with { Patience = epochs } };
        return RunResult.Read((run with { Spec = spec }).Write(temp.At("runs"))).Metrics;
    }

    [Fact]
    public void What_interventions_gave_is_accepted_with_the_run()
    {
        var run = ToyTest.Run(ModelKind.Rnn, ToyTest.Mixed(0.8, 0.8)).Write(temp.At("runs"));
        Intervene();
        ToyAcceptance.Accept(
            temp.At("baselines"),
            [run],
            new AcceptanceRequest("first", "Ada", OnCi: false),
            TimeProvider.System
        );

        var kept = new BaselineStore(temp.At("baselines"), RunResult.Read(run).Spec)
            .Read()!
            .Provenance.Runs.Single()
            .Values;
        kept["intervention.batches-with-positives.test.f1.batch-mean"]
            .Should()
            .BeApproximately(
                kept[QuantityNames.F1BatchMean] * 50 / 49,
                RoundingBound.Printed(6) * (1 + (50.0 / 49)),
                "both are kept to six decimals"
            );
    }

    private (RunResult Written, RunResult Corrected) Pair(
        int bestOfCorrected,
        ModelKind model = ModelKind.Rnn,
        string cpu = "Toy CPU"
    )
    {
        EpochRecord[] epochs =
        [
            .. Enumerable
                .Range(1, 6)
                .Select(e => new EpochRecord(e, 0.5, 0.3 + (0.01 * Math.Abs(e - bestOfCorrected)), true)),
        ];
        var written = (ToyTest.Run(model, ToyTest.Mixed(0.8, 0.7)) with { Epochs = [.. epochs.Take(3)] }).Write(
            temp.At("runs")
        );
        var corrected = (
            ToyTest.Run(model, ToyTest.Mixed(0.85, 0.8), protocol: ProtocolKind.Corrected) with
            {
                Epochs = [.. epochs],
                Cpu = cpu,
            }
        ).Write(temp.At("runs"));
        Intervene();
        return (RunResult.Read(written), RunResult.Read(corrected));
    }

    private int Intervene() => new InterventionRunner(ToyRun.In(temp.At("runs")), Printed).Write(Profiles.Imdb);
}
