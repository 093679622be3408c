using Repro.Data.Inputs;
using Repro.Data.Prepare;
using Repro.Experiments;
using Repro.Runs;
using Repro.Torch.Checkpoints;
using Repro.Torch.Models;
using Repro.Torch.Train;

namespace Repro.Testing;

/// <summary>Trainings of toy experiments that leave checkpoints, and end early when told to.</summary>
/// <param name="corpus">What is trained on; its validation may be contrary.</param>
internal sealed class ToyTraining(PreparedCorpus corpus)
{
    public static EnvironmentFingerprint Environment { get; } =
        new()
        {
            Cpu = "Toy CPU",
            Isa = "avx2",
            Threads = 1,
            Libtorch = "2.10.0",
            Os = "Debian 12",
            Device = "cpu",
        };

    /// <summary>What the last training said.</summary>
    public List<RunEvent> Heard { get; } = [];

    public ExperimentInputs InputsOf(ExperimentSpec spec) =>
        new("toy", corpus, spec.Vectors is null ? null : ToyCorpus.Vectors());

    public EpochArchive Archive(ExperimentSpec spec, string folder) =>
        new(
            folder,
            Trajectory.Of(spec, InputsOf(spec), Environment, ToyRun.Program, "arithmetic"),
            spec.Name(),
            "0123456789abcdef"
        );

    /// <summary>
    /// Trains to the end; it may take over what is <paramref name="shared"/>, and keeps its state within an epoch at
    /// each <paramref name="interval"/>.
    /// </summary>
    public (SentimentModel Model, TrainingHistory History) Train(
        ExperimentSpec spec,
        EpochArchive? archive,
        string? shared = null,
        TimeSpan? interval = null
    )
    {
        archive?.Open(shared is null ? [] : [shared]).Should().BeNull();
        return GoOn(spec, archive, interval);
    }

    /// <summary>The same with an archive that has been opened.</summary>
    public (SentimentModel Model, TrainingHistory History) GoOn(
        ExperimentSpec spec,
        EpochArchive? archive,
        TimeSpan? interval = null
    )
    {
        Heard.Clear();
        return Train(spec, archive, interval, new RunEvents(new ManualClock(), Heard.Add), CancellationToken.None);
    }

    /// <summary>
    /// Trains until <paramref name="epoch"/>'s last training batch, and ends before anything of that epoch is kept.
    /// </summary>
    public void TrainInto(int epoch, ExperimentSpec spec, EpochArchive archive)
    {
        using var cancellation = new CancellationTokenSource();
        var events = new RunEvents(
            new ManualClock(),
            e =>
            {
                if (e.Kind == RunEventKind.Training && e.Epoch == epoch && e.Batch == e.Batches)
                    cancellation.Cancel();
            }
        );
        archive.Open();
        FluentActions
            .Invoking(() => Train(spec, archive, interval: null, events, cancellation.Token))
            .Should()
            .Throw<OperationCanceledException>();
    }

    /// <summary>
    /// Trains until a batch of one of <paramref name="epoch"/>'s passes is done, and ends: politely, so that it can
    /// keep what it has, or at once, with what the last <paramref name="interval"/> kept. A batch takes a second.
    /// </summary>
    public void TrainInto(
        int epoch,
        RunEventKind pass,
        int batch,
        ExperimentSpec spec,
        EpochArchive archive,
        bool politely,
        TimeSpan interval
    )
    {
        using var cancellation = new CancellationTokenSource();
        var clock = new ManualClock();
        var events = new RunEvents(
            clock,
            e =>
            {
                clock.Elapsed += TimeSpan.FromSeconds(1);
                if (e.Kind != pass || e.Epoch != epoch || e.Batch != batch)
                    return;
                if (!politely)
                    throw new KilledException();
                cancellation.Cancel();
            }
        );
        archive.Open();
        var training = FluentActions.Invoking(() => Train(spec, archive, interval, events, cancellation.Token));
        if (politely)
            training.Should().Throw<OperationCanceledException>();
        else
            training.Should().Throw<KilledException>();
    }

    private (SentimentModel Model, TrainingHistory History) Train(
        ExperimentSpec spec,
        EpochArchive? archive,
        TimeSpan? interval,
        RunEvents events,
        CancellationToken cancellation
    ) => Trainer.Train(spec, corpus, InputsOf(spec).Vectors, 1, events, archive, interval, cancellation);

    /// <summary>Stands for the process's end.</summary>
    private sealed class KilledException : Exception;
}
