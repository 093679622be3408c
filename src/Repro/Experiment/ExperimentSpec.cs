namespace Repro.Experiment;

/// <summary>
/// What one run is, completely: model × protocol × profile × vectors × seed × device and every hyperparameter. Immutable; its canonical
/// JSON is hashed (<see cref="Hash"/>), and a run is reused only where hash and input digests are equal. The names in that JSON are the keys
/// of <c>--set</c>.
/// </summary>
public sealed record ExperimentSpec
{
    public required ModelKind Model { get; init; }

    public required ProtocolKind Protocol { get; init; }

    /// <summary>Name of the profile: sample, imdb-mini, imdb.</summary>
    public required string Profile { get; init; }

    /// <summary>Name of the word vectors the embedding starts from (such as glove.6B.100d), or null where it starts at random.</summary>
    public string? Vectors { get; init; }

    /// <summary>Drives split, shuffling, initial weights and dropout, as SEED does in the notebook. 0 … 4,294,967,295.</summary>
    public required long Seed { get; init; }

    /// <summary>cpu or cuda.</summary>
    public required string Device { get; init; }

    public required CorpusSpec Corpus { get; init; }

    /// <summary>The recurrent model's sizes; null for the others.</summary>
    public RnnSpec? Rnn { get; init; }

    /// <summary>The convolutional model's sizes; null for the others.</summary>
    public CnnSpec? Cnn { get; init; }

    public required BatchSpec Batches { get; init; }

    public required TrainingSpec Training { get; init; }

    public required EvaluationSpec Evaluation { get; init; }

    public required AttributionSpec Attribution { get; init; }

    /// <summary>Name of the experiment as folders and reports have it: <c>rnn.as-written</c>.</summary>
    public string Name() => $"{Words.Of(Model)}.{Words.Of(Protocol)}";

    /// <summary>SHA-256 of the canonical JSON, lower-case hexadecimal.</summary>
    public string Hash() => Json.Hash(this);
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

/// <summary>Which reading of the notebook a run follows.</summary>
public enum ProtocolKind
{
    /// <summary>What the notebook's code really does.</summary>
    AsWritten,

    /// <summary>What its author meant.</summary>
    Corrected,
}
