using Repro.Experiment;
using Repro.Prepare;
using Repro.Torch.Checkpoints;
using Repro.Torch.Models;
using Repro.Torch.Train;

namespace Repro.Tests.Testing;

/// <summary>Trainings of toy experiments that leave checkpoints, and end early when told to.</summary>
/// <param name="corpus">What is trained on; its validation may be contrary.</param>
internal sealed class ToyTraining(PreparedCorpus corpus)
{
    public static EnvironmentFingerprint Environment { get; } =
        new() { Cpu = "Toy CPU", Isa = "avx2", Threads = 1, Libtorch = "2.10.0", Os = "Debian 12", Device = "cpu" };

    /// <summary>What the last training said.</summary>
    public List<RunEvent> Heard { get; } = [];

    public ExperimentInputs InputsOf(ExperimentSpec spec) => new("toy", corpus, spec.Vectors is null ? null : ToyCorpus.Vectors());

    public EpochArchive Archive(ExperimentSpec spec, string folder) => new(folder, Trajectory.Of(spec, InputsOf(spec), Environment), spec.Name(), "0123456789abcdef");

    /// <summary>Trains to the end.</summary>
    public (SentimentModel Model, TrainingHistory History) Train(ExperimentSpec spec, EpochArchive? archive, string? shared = null)
    {
        Heard.Clear();
        archive?.Open(shared).Should().BeNull();
        return Trainer.Train(spec, corpus, InputsOf(spec).Vectors, 1, new RunEvents(new ManualClock(), Heard.Add), archive, CancellationToken.None);
    }

    /// <summary>Trains until <paramref name="epoch"/>'s last training batch, and ends before anything of that epoch is kept.</summary>
    public void TrainInto(int epoch, ExperimentSpec spec, EpochArchive archive)
    {
        using var cancellation = new CancellationTokenSource();
        var events = new RunEvents(new ManualClock(), e =>
        {
            if (e.Kind == RunEventKind.Training && e.Epoch == epoch && e.Batch == e.Batches) cancellation.Cancel();
        });
        archive.Open();
        FluentActions.Invoking(() => Trainer.Train(spec, corpus, InputsOf(spec).Vectors, 1, events, archive, cancellation.Token)).Should().Throw<OperationCanceledException>();
    }
}
