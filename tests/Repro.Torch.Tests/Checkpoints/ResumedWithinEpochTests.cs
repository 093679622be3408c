using Repro.Data.Prepare.Batches;
using Repro.Experiments;
using Repro.Files;
using Repro.Runs;
using Repro.Testing;
using Repro.Torch.Attribution;
using Repro.Torch.Checkpoints;
using Repro.Torch.Evaluate;
using Repro.Torch.Models;
using Repro.Torch.Tests.Testing;
using Repro.Torch.Train;
using TorchSharp;

namespace Repro.Torch.Tests.Checkpoints;

/// <summary>
/// A training that was ended anywhere, by request or abruptly, and resumed gives the result of an uninterrupted one:
/// every number, at a tolerance of zero.
/// </summary>
[Collection(LibtorchGroup.Name)]
public sealed partial class ResumedWithinEpochTests : IDisposable
{
    private const int Batches = 9,
        ValidationBatches = 4;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(3);

    // Validation loss rises from the start: patience counts from the second epoch on.
    private static readonly (int Epoch, RunEventKind Pass, int Batch)[] Ends =
    [
        (1, RunEventKind.Training, 1),
        (1, RunEventKind.Training, 5),
        (1, RunEventKind.Training, Batches),
        (1, RunEventKind.Validating, 2),
        (2, RunEventKind.Training, 1), // The end of an epoch was kept a moment ago.
        (2, RunEventKind.Validating, ValidationBatches), // Nothing asks between the last one and the epoch's end.
        (4, RunEventKind.Training, 4),
        (4, RunEventKind.Training, Batches),
    ];

    private readonly TempFolder temp = new();
    private readonly ToyTraining toys = new(ToyCorpus.Contrary);

    public void Dispose() => temp.Dispose();

    public static TheoryData<ModelKind, ProtocolKind, long> Experiments
    {
        get
        {
            var data = new TheoryData<ModelKind, ProtocolKind, long>();
            foreach (var model in Enum.GetValues<ModelKind>())
            {
                foreach (var protocol in Enum.GetValues<ProtocolKind>())
                    data.Add(model, protocol, 1234);
                data.Add(model, ProtocolKind.Corrected, 7);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Experiments))]
    public void A_training_that_ended_anywhere_ends_as_one_that_did_not(
        ModelKind kind,
        ProtocolKind protocol,
        long seed
    )
    {
        var spec = ToyCorpus.Experiment(kind, protocol) with { Seed = seed };
        var whole = Numbers(spec, "whole");
        foreach (var (epoch, pass, batch) in Ends)
        {
            foreach (var politely in (bool[])[true, false])
            {
                var run = $"{epoch} {pass} {batch} {politely}";
                toys.TrainInto(epoch, pass, batch, spec, toys.Archive(spec, temp.At(run)), politely, Interval);
                var resumed = Numbers(spec, run);
                resumed
                    .Should()
                    .BeEquivalentTo(
                        whole,
                        options => options.WithStrictOrdering(),
                        "{0} ended at {1}",
                        spec.Name(),
                        run
                    );
                var complete =
                    politely && pass == RunEventKind.Validating && batch == ValidationBatches ? epoch : epoch - 1;
                toys.Heard.Count(e => e.Kind == RunEventKind.EpochFinished)
                    .Should()
                    .Be(whole.History.Epochs.Count - complete, "what was complete is not trained again");
                Directory
                    .EnumerateFiles(temp.At(run), "batches*")
                    .Should()
                    .BeEmpty("the end of an epoch supersedes what was kept within it");
            }
        }
    }

    [Theory]
    [InlineData(RunEventKind.Training, 5, true, 5)]
    [InlineData(RunEventKind.Training, 5, false, 3)] // One every three seconds, a batch a second.
    [InlineData(RunEventKind.Validating, 1, true, Batches)]
    [InlineData(RunEventKind.Validating, 1, false, Batches)]
    public void It_resumes_after_the_last_batch_that_was_kept_and_reports_it(
        RunEventKind pass,
        int batch,
        bool politely,
        int behind
    )
    {
        var spec = ToyCorpus.Experiment(ModelKind.Rnn);
        toys.TrainInto(2, pass, batch, spec, toys.Archive(spec, temp.At("run")), politely, Interval);
        toys.Train(spec, toys.Archive(spec, temp.At("run"))).Model.Dispose();
        toys.Heard[0]
            .Should()
            .BeEquivalentTo(
                new
                {
                    Kind = RunEventKind.Continued,
                    Epoch = 2,
                    Epochs = 12,
                    Batch = behind,
                    Batches,
                }
            );
        toys.Heard.Skip(1).Should().NotContain(e => e.Kind == RunEventKind.Continued);
        toys.Heard.Should()
            .NotContain(
                e => e.Kind == RunEventKind.Training && e.Epoch == 2 && e.Batch <= behind,
                "what is done is done"
            );
    }

    [Fact]
    public void It_may_end_again_and_again()
    {
        var spec = ToyCorpus.Experiment(ModelKind.Cnn);
        var whole = Numbers(spec, "whole");
        foreach (var batch in (int[])[2, 3, 7])
            toys.TrainInto(
                2,
                RunEventKind.Training,
                batch,
                spec,
                toys.Archive(spec, temp.At("run")),
                politely: true,
                Interval
            );
        Numbers(spec, "run").Should().BeEquivalentTo(whole, options => options.WithStrictOrdering());
    }

    [Fact]
    public void Without_an_interval_only_whole_epochs_are_kept()
    {
        var spec = ToyCorpus.Experiment(ModelKind.Cnn);
        toys.TrainInto(3, spec, toys.Archive(spec, temp.At("run")));
        Directory.EnumerateFiles(temp.At("run"), "batches*").Should().BeEmpty();
    }

    /// <summary>
    /// A GPU's generator cannot be saved, so nothing could go on within an epoch there. No GPU is needed to see that
    /// nothing is kept.
    /// </summary>
    [Fact]
    public void On_a_GPU_only_whole_epochs_are_kept()
    {
        var spec = ToyCorpus.Experiment(ModelKind.Cnn);
        foreach (var device in (string[])["cpu", "cuda"])
        {
            using var cancellation = new CancellationTokenSource();
            using var model = ModelFactory.Create(spec, ToyCorpus.Contrary.Vocabulary.Count, null);
            using var loop = new TrainingLoop(
                spec with
                {
                    Device = device,
                },
                model,
                BucketIterators.Create(ToyCorpus.Contrary, spec.Batches, spec.Seed),
                new RunEvents(new ManualClock(), _ => cancellation.Cancel()),
                toys.Archive(spec, temp.At(device)),
                Interval
            );
            loop.Invoking(l => l.Run(cancellation.Token)).Should().Throw<OperationCanceledException>();
            Directory.Exists(temp.At(device)).Should().Be(device == "cpu");
        }
    }

    /// <summary>
    /// Trains to the end and reads off everything that a run is judged by, and the state it ended in.
    /// </summary>
    private RunNumbers Numbers(ExperimentSpec spec, string run, string? shared = null)
    {
        var (model, history) = toys.Train(
            spec,
            toys.Archive(spec, temp.At(run)),
            shared is null ? null : temp.At(shared),
            Interval
        );
        using (model)
        {
            var corpus = ToyCorpus.Contrary;
            var scores = Scores.Collect(model, BucketIterators.Create(corpus, spec.Batches, spec.Seed).Test);
            return new RunNumbers(
                history,
                model.named_parameters().ToDictionary(p => p.name, p => Bits(p.parameter)),
                SafeFile.ReadJson<RecordedTraining>(temp.At(run, "epochs.json")).Files,
                RunQuantities.Measure(spec, toys.InputsOf(spec), history, scores, own: null).Values,
                AttributionTables.Build(model, corpus.Vocabulary, corpus.Labels, spec.Attribution with { Steps = 5 })
            );
        }
    }

    private static string Bits(torch.Tensor tensor) => Convert.ToHexString(tensor.detach().contiguous().bytes);

    /// <param name="History">Losses of every epoch, and of the first one's steps.</param>
    /// <param name="Weights">Every bit of the tested ones.</param>
    /// <param name="States">Digests of the kept weights, optimiser and generators.</param>
    /// <param name="Metrics">By quantity.</param>
    /// <param name="Attributions">Of the sentences.</param>
    private sealed record RunNumbers(
        TrainingHistory History,
        Dictionary<string, string> Weights,
        SortedDictionary<string, string> States,
        SortedDictionary<string, double> Metrics,
        AttributionTable Attributions
    );
}
