using Repro.Experiments;
using Repro.Runs;

namespace Repro.Torch.Train;

/// <summary>Records every trained epoch, and which of them the notebook's log would show (Q5).</summary>
public sealed class History(EpochLogRule rule)
{
    private readonly List<EpochRecord> epochs = [];
    private readonly List<double> starts = [];
    private readonly List<string> read = [];
    private EquatableList<double> firstEpoch = [];

    /// <summary>Whether patience has ended training.</summary>
    public bool Stopped { get; private set; }

    /// <param name="epoch">From 1.</param>
    /// <param name="trainLoss">In nats.</param>
    /// <param name="validationLoss">In nats.</param>
    /// <param name="stops">Whether patience ends training with this epoch.</param>
    /// <param name="steps">Losses: of every step for the first epoch, of the first step for later ones; empty if they
    /// were not recorded.</param>
    /// <param name="batches">Digest of the batches it read; null if it was not recorded.</param>
    public void Add(
        int epoch,
        double trainLoss,
        double validationLoss,
        bool stops,
        IReadOnlyList<double> steps,
        string? batches
    )
    {
        if (epoch == 1)
            firstEpoch = [.. steps];
        starts.AddRange(steps.Take(1));
        if (batches is not null)
            read.Add(batches);
        Stopped = stops;
        epochs.Add(
            new EpochRecord(epoch, trainLoss, validationLoss, Printed: !stops || rule == EpochLogRule.EveryEpoch)
        );
    }

    public TrainingHistory Record(int bestEpoch) =>
        new([.. epochs], bestEpoch, Stopped)
        {
            Steps =
                starts.Count == epochs.Count && epochs.Count > 0
                    ? new StepLosses(firstEpoch, [.. starts]) { Read = read.Count == epochs.Count ? [.. read] : null }
                    : null,
        };
}
