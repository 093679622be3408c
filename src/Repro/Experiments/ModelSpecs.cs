namespace Repro.Experiments;

/// <summary>Sizes of the recurrent classifier.</summary>
public sealed record RnnSpec
{
    [Setting("recurrent cell")]
    public required CellKind Cell { get; init; }

    /// <summary>
    /// What the head reads: the last hidden states of both directions, or the output at the last token.
    /// </summary>
    [Setting("what the head reads: last hidden states, or the output at the last token")]
    public required StateKind State { get; init; }

    /// <summary>Width of an embedding row; 1 … 4,096.</summary>
    [Setting("width of an embedding row")]
    [Whole(1, 4096)]
    public required int Embedding { get; init; }

    /// <summary>Units per direction and layer; 1 … 8,192.</summary>
    [Setting("units per direction and layer")]
    [Whole(1, 8192)]
    public required int Hidden { get; init; }

    /// <summary>Stacked layers; 1 … 16.</summary>
    [Setting("stacked layers")]
    [Whole(1, 16)]
    public required int Layers { get; init; }

    [Setting("whether it reads both ways")]
    public required bool Bidirectional { get; init; }

    /// <summary>Probability of dropping, between layers and before the head; 0 ≤ p &lt; 1.</summary>
    [Setting("probability of dropping, between layers and before the head")]
    [Probability]
    public required double Dropout { get; init; }
}

public enum CellKind
{
    Lstm,
    Gru,
}

public enum StateKind
{
    Hidden,
    Output,
}

/// <summary>Sizes of the convolutional classifier (Kim 2014, one channel).</summary>
public sealed record CnnSpec
{
    /// <summary>Width of an embedding row; 1 … 4,096. With word vectors it must be their width.</summary>
    [Setting("width of an embedding row; with word vectors, theirs")]
    [Whole(1, 4096)]
    public required int Embedding { get; init; }

    /// <summary>Filters per convolution; 1 … 4,096.</summary>
    [Setting("filters per convolution")]
    [Whole(1, 4096)]
    public required int Channels { get; init; }

    /// <summary>Tokens each convolution looks at; each 1 … 64. Q6: as written 3, 3, 3.</summary>
    [Setting("tokens each convolution looks at (Q6)")]
    [Whole(1, 64)]
    public required EquatableList<int> Widths { get; init; }

    /// <summary>Probability of dropping a feature before the head; 0 ≤ p &lt; 1.</summary>
    [Setting("probability of dropping a feature before the head")]
    [Probability]
    public required double Dropout { get; init; }
}
