using Repro.Files;

namespace Repro.Experiments;

/// <summary>
/// What one run is, completely: model × protocol × profile × vectors × seed × device and every hyperparameter.
/// Immutable; its canonical JSON is hashed (<see cref="Hash"/>), and a run is reused only where hash and input digests
/// are equal. The names in that JSON are the keys of <c>--set</c>.
/// </summary>
public sealed record ExperimentSpec
{
    public required ModelName Model { get; init; }

    public required ProtocolKind Protocol { get; init; }

    /// <summary>
    /// Name of the profile: sample, imdb-mini, imdb, or another assignment's (see <see cref="Assignment.Profiles"/>).
    /// </summary>
    public required string Profile { get; init; }

    /// <summary>
    /// Name of the word vectors the embedding starts from (such as glove.6B.100d), or null where it starts at random.
    /// </summary>
    public string? Vectors { get; init; }

    /// <summary>
    /// Drives split, shuffling, initial weights and dropout, as SEED does in the notebook. 0 … 4,294,967,295.
    /// </summary>
    public required long Seed { get; init; }

    /// <summary>cpu or cuda.</summary>
    public required string Device { get; init; }

    public required CorpusSpec Corpus { get; init; }

    /// <summary>The notebook's recurrent model's sizes; null for the others.</summary>
    public RnnSpec? Rnn { get; init; }

    /// <summary>The notebook's convolutional model's sizes; null for the others.</summary>
    public CnnSpec? Cnn { get; init; }

    /// <summary>The sizes of another assignment's model, by name; null for the notebook's.</summary>
    public EquatableList<ModelSize>? Sizes { get; init; }

    public required BatchSpec Batches { get; init; }

    public required TrainingSpec Training { get; init; }

    public required EvaluationSpec Evaluation { get; init; }

    public required AttributionSpec Attribution { get; init; }

    /// <summary>Name of the experiment as folders and reports have it: <c>rnn.as-written</c>.</summary>
    public string Name() => $"{Model}.{Words.Of(Protocol)}";

    /// <summary>One of <see cref="Sizes"/>.</summary>
    /// <exception cref="ReproException">There is none of that name (exit code 2).</exception>
    public double Size(string name) =>
        Sizes?.FirstOrDefault(size => size.Name == name)?.Value
        ?? throw ReproException.Usage(
            $"sizes: {Name()} has no {name}; it has "
                + $"{(Sizes is { Count: > 0 } ? string.Join(", ", Sizes.Select(size => size.Name)) : "none")}. "
                + "State it where the assignment makes its experiments."
        );

    /// <summary>SHA-256 of the canonical JSON, lower-case hexadecimal.</summary>
    public string Hash() => Json.Hash(this);

    /// <summary>The same of what decides the inputs: experiments where it is equal read the same ones.</summary>
    public string InputsHash() =>
        Json.Hash(
            new
            {
                Corpus,
                Seed,
                Vectors,
            }
        );
}

/// <summary>The notebook's three models.</summary>
public enum ModelKind
{
    /// <summary>Embedding, bidirectional LSTM, linear.</summary>
    Rnn,

    /// <summary>Embedding, parallel convolutions, max over time, linear.</summary>
    Cnn,

    /// <summary>The same CNN with its embedding initialised from word vectors.</summary>
    CnnGlove,
}

/// <summary>
/// One hyperparameter of a model that an assignment brings along. It is hashed with the rest; what is legal, the model
/// says.
/// </summary>
/// <param name="Name">Such as embedding.</param>
/// <param name="Value">Finite.</param>
public sealed record ModelSize(string Name, double Value);

/// <summary>Which reading of a notebook a run follows; what that means is the assignment's.</summary>
public enum ProtocolKind
{
    /// <summary>What the notebook's code really does.</summary>
    AsWritten,

    /// <summary>What its author meant.</summary>
    Corrected,
}
