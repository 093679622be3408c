using System.Text.Json.Serialization;
using Repro.Experiments;
using Repro.Files;

namespace Repro.Torch.Checkpoints;

/// <summary>Index and completeness marker of a checkpoint folder: only files listed in it are valid.</summary>
/// <param name="Trajectory">The trajectory of the epochs.</param>
/// <param name="Epochs">From the first to the last complete one.</param>
/// <param name="Files">Name → SHA-256, lower-case hexadecimal.</param>
internal sealed record RecordedTraining(
    Trajectory Trajectory,
    EquatableList<RecordedEpoch> Epochs,
    SortedDictionary<string, string> Files
)
{
    /// <summary>
    /// <see cref="Json.Hash"/> of the other properties. Losses are replayed from here, and a damaged one would go
    /// unnoticed. Null in indexes older than this field.
    /// </summary>
    public string? Digest { get; init; }

    /// <summary>Whether the digest is correct.</summary>
    [JsonIgnore]
    public bool IsWhole => Digest is null || Digest == DigestOf(this);

    public RecordedTraining Sealed() => this with { Digest = DigestOf(this) };

    private static string DigestOf(RecordedTraining index) => Json.Hash(index with { Digest = null });
}

/// <param name="Epoch">From 1.</param>
/// <param name="Train">Mean losses over the training reviews, both averages.</param>
/// <param name="Validation">The same over the validation reviews.</param>
/// <param name="Seconds">Seconds the epoch took.</param>
/// <param name="Experiment">The experiment that trained it: <c>rnn.as-written</c>.</param>
/// <param name="Commit">Commit of the source that trained it.</param>
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
    /// Losses in nats: of every step for the first epoch, of the first step for later ones; null in records older than
    /// this field.
    /// </summary>
    public EquatableList<double>? Steps { get; init; }

    /// <summary>Digest of the batches it read; null in records older than this field.</summary>
    public string? Read { get; init; }
}

/// <summary>
/// Index of the state between two batches, and its completeness marker: only the file of this epoch and batch is valid.
/// </summary>
/// <param name="Trajectory">The trajectory of the state.</param>
/// <param name="Epoch">The current epoch, from 1.</param>
/// <param name="Batches">Completed batches of its training pass, at least 1.</param>
/// <param name="Seconds">Seconds they took.</param>
/// <param name="Digest">SHA-256 of the file, lower-case hexadecimal.</param>
internal sealed record RecordedBatches(Trajectory Trajectory, int Epoch, int Batches, double Seconds, string Digest);

/// <summary>Losses computed by an epoch.</summary>
/// <param name="Train">Mean losses over the training reviews, both averages.</param>
/// <param name="Validation">The same over the validation reviews.</param>
/// <param name="Steps">Loss of every training step.</param>
/// <param name="Read">Digest of the batches of both passes.</param>
internal sealed record EpochLosses(LossMeans Train, LossMeans Validation, EquatableList<double> Steps, string Read)
{
    /// <summary>The steps to store: all for the first epoch, only the first for later ones.</summary>
    public EquatableList<double> Kept(int epoch) => epoch == 1 ? Steps : [.. Steps.Take(1)];
}

/// <summary>Both averages of an epoch's loss (Q9), in nats.</summary>
internal sealed record LossMeans(double BatchMeans, double Examples)
{
    public double By(LossAverage rule) => rule == LossAverage.Examples ? Examples : BatchMeans;
}
