using Repro.Experiments;
using Repro.Quantities;

namespace Repro.Runs;

/// <summary>Every trained epoch, in order. It has no times, so that equal runs have equal histories.</summary>
/// <param name="Epochs">From the first to the last trained epoch.</param>
/// <param name="BestEpoch">Number of the epoch with the lowest validation loss (the first of equals).</param>
/// <param name="StoppedEarly">Whether patience ended training, rather than the limit of epochs.</param>
public sealed record TrainingHistory(EquatableList<EpochRecord> Epochs, int BestEpoch, bool StoppedEarly)
{
    /// <summary>Losses of single steps; null in a baseline's curve and for runs older than this field.</summary>
    public StepLosses? Steps { get; init; }
}

/// <summary>
/// Unrounded losses of single training steps, used to detect differences between runs that must be equal.
/// </summary>
/// <param name="FirstEpoch">Losses of every step of the first epoch, in nats.</param>
/// <param name="EpochStarts">Loss of the first step of every epoch.</param>
public sealed record StepLosses(EquatableList<double> FirstEpoch, EquatableList<double> EpochStarts)
{
    /// <summary>
    /// Digest of the batches that each epoch read, training then validation; null for runs older than this field.
    /// </summary>
    public EquatableList<string>? Read { get; init; }
}

/// <param name="Epoch">From 1.</param>
/// <param name="TrainLoss">Mean binary cross-entropy in nats, averaged as the experiment's <see cref="LossAverage"/>
/// says.</param>
/// <param name="ValidationLoss">The same over the validation reviews, in evaluation mode.</param>
/// <param name="Printed">Whether the notebook's log would show it (Q5).</param>
public sealed record EpochRecord(int Epoch, double TrainLoss, double ValidationLoss, bool Printed);

/// <summary>Every test review's prediction, in the order of the test batches.</summary>
/// <param name="Ids">Review ids such as <c>test/pos/0_10</c>.</param>
/// <param name="Labels">0 or 1, by the label vocabulary.</param>
/// <param name="Probabilities">Sigmoid of the logit, as float32.</param>
/// <param name="BatchSizes">Reviews per test batch, in order; their sum is the number of reviews.</param>
public sealed record TestPredictions(
    EquatableList<string> Ids,
    EquatableList<int> Labels,
    EquatableList<float> Probabilities,
    EquatableList<int> BatchSizes
)
{
    /// <summary>Digest of the test batches; null for runs older than this field.</summary>
    public string? Read { get; init; }
}

/// <summary>Named numbers of a run, by quantity (see <see cref="QuantityNames"/>), in ordinal order.</summary>
public sealed record RunMetrics(SortedDictionary<string, double> Values);

/// <summary>One row per sentence, as in the notebook's table.</summary>
public sealed record AttributionTable(EquatableList<AttributionRow> Rows);

/// <param name="Sentence">The text as given.</param>
/// <param name="TrueLabel">pos, neg, or null.</param>
/// <param name="PredictedLabel">Label of the rounded probability.</param>
/// <param name="Probability">Sigmoid of the logit; 0 … 1.</param>
/// <param name="AttributionLabel">See <see cref="AttributionLabelRule"/>.</param>
/// <param name="Score">Sum of the word importances.</param>
/// <param name="Delta">Convergence delta: Σ attributions − (F(x) − F(reference)), signed.</param>
/// <param name="Words">Every position, filler included.</param>
public sealed record AttributionRow(
    string Sentence,
    string? TrueLabel,
    string PredictedLabel,
    double Probability,
    string AttributionLabel,
    double Score,
    double Delta,
    EquatableList<WordImportance> Words
);

/// <param name="Word">As written in the sentence.</param>
/// <param name="Index">In the vocabulary; 0 for an unknown word.</param>
/// <param name="Importance">Attribution summed over the embedding, divided by the sentence's L2 norm; −1 … 1.</param>
public sealed record WordImportance(string Word, int Index, double Importance);

/// <summary>
/// A run's inputs and environment. They differ between machines, so they are shown and decide what is comparable, but
/// are never compared themselves.
/// </summary>
public sealed record RunManifest
{
    public required string SpecHash { get; init; }

    /// <summary>SHA-256 of the published reviews: equal for every seed of a profile.</summary>
    public required string CorpusDigest { get; init; }

    /// <summary>SHA-256 of the embedding's initial vectors, or null without.</summary>
    public string? VectorsDigest { get; init; }

    public required EnvironmentFingerprint Environment { get; init; }

    /// <summary>UTC, ISO 8601.</summary>
    public required DateTimeOffset Started { get; init; }

    /// <summary>Seconds per stage: train and test.</summary>
    public required SortedDictionary<string, double> Seconds { get; init; }

    /// <summary>Which kernel ran if there is a plain and a fast one: <c>rnn: unpacked</c>.</summary>
    public required SortedDictionary<string, string> Kernels { get; init; }

    /// <summary>Commit of the source, or "unknown".</summary>
    public required string Commit { get; init; }

    /// <summary>
    /// <see cref="ProgramDigest"/> of the program that made the run; null for runs older than this field.
    /// </summary>
    public string? Program { get; init; }

    /// <summary>
    /// Digest of this machine's arithmetic for the kernels of this run; null on devices without bitwise reproducibility
    /// and for runs older than this field.
    /// </summary>
    public string? Arithmetic { get; init; }
}

/// <summary>What must be equal for two runs to be bitwise equal.</summary>
public sealed record EnvironmentFingerprint
{
    public required string Cpu { get; init; }

    /// <summary>Widest vector extension in use: avx512, avx2, neon, scalar.</summary>
    public required string Isa { get; init; }

    public required int Threads { get; init; }

    public required string Libtorch { get; init; }

    public required string Os { get; init; }

    /// <summary>cpu, or the accelerator's name and driver.</summary>
    public required string Device { get; init; }
}

/// <summary>The last file of a run: its spec and the SHA-256 of every other file.</summary>
public sealed record RunCompletion(
    string SpecHash,
    string CorpusDigest,
    string? VectorsDigest,
    SortedDictionary<string, string> Files
)
{
    /// <summary><see cref="ProgramDigest"/> of the program that made it; null for runs older than this field.</summary>
    public string? Program { get; init; }
}
