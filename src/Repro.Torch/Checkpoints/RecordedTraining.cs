using System.Text.Json.Serialization;
using Repro.Experiments;
using Repro.Files;

namespace Repro.Torch.Checkpoints;

/// <summary>Index of a checkpoint folder, and its completeness marker: only what it names counts.</summary>
/// <param name="Trajectory">Whose epochs they are.</param>
/// <param name="Epochs">From the first to the last complete one.</param>
/// <param name="Files">Name → SHA-256, lower-case hexadecimal.</param>
internal sealed record RecordedTraining(
    Trajectory Trajectory,
    EquatableList<RecordedEpoch> Epochs,
    SortedDictionary<string, string> Files
)
{
    /// <summary>
    /// Of the rest, by <see cref="Json.Hash"/>: losses are replayed from here, and a wrong one would look like any
    /// other. Null in indexes that are older than this.
    /// </summary>
    public string? Digest { get; init; }

    /// <summary>Whether it is what was written.</summary>
    [JsonIgnore]
    public bool IsWhole => Digest is null || Digest == DigestOf(this);

    public RecordedTraining Sealed() => this with { Digest = DigestOf(this) };

    private static string DigestOf(RecordedTraining index) => Json.Hash(index with { Digest = null });
}

/// <param name="Epoch">From 1.</param>
/// <param name="Train">Mean losses over the training reviews, both averages.</param>
/// <param name="Validation">The same over the validation reviews.</param>
/// <param name="Seconds">That the epoch took.</param>
/// <param name="Experiment">Whose run trained it: <c>rnn.as-written</c>.</param>
/// <param name="Commit">Of the source that trained it.</param>
internal sealed record RecordedEpoch(
    int Epoch,
    LossMeans Train,
    LossMeans Validation,
    double Seconds,
    string Experiment,
    string Commit
)
{
    /// <summary>
    /// Loss of every step of the first epoch, of the first step of a later one, in nats; null in records that are older
    /// than this one.
    /// </summary>
    public EquatableList<double>? Steps { get; init; }

    /// <summary>Digest of the batches that it read; null in records that are older than this one.</summary>
    public string? Read { get; init; }
}

/// <summary>
/// Index of the state between two batches, and its completeness marker: only the file of this epoch and batch counts.
/// </summary>
/// <param name="Trajectory">Whose state it is.</param>
/// <param name="Epoch">That is under way, from 1.</param>
/// <param name="Batches">Done of its training pass, at least 1.</param>
/// <param name="Seconds">That they took.</param>
/// <param name="Digest">SHA-256 of the file, lower-case hexadecimal.</param>
internal sealed record RecordedBatches(Trajectory Trajectory, int Epoch, int Batches, double Seconds, string Digest);

/// <summary>What an epoch computed.</summary>
/// <param name="Train">Mean losses over the training reviews, both averages.</param>
/// <param name="Validation">The same over the validation reviews.</param>
/// <param name="Steps">Loss of every training step.</param>
/// <param name="Read">Digest of the batches of both passes.</param>
internal sealed record EpochLosses(LossMeans Train, LossMeans Validation, EquatableList<double> Steps, string Read)
{
    /// <summary>Those steps that are kept: all of the first epoch, the first one of another.</summary>
    public EquatableList<double> Kept(int epoch) => epoch == 1 ? Steps : [.. Steps.Take(1)];
}

/// <summary>Both averages of an epoch's loss (Q9), in nats.</summary>
internal sealed record LossMeans(double BatchMeans, double Examples)
{
    public double By(LossAverage rule) => rule == LossAverage.Examples ? Examples : BatchMeans;
}
