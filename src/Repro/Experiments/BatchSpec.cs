namespace Repro.Experiments;

/// <summary>How torchtext's <c>BucketIterator.splits</c> is set up.</summary>
public sealed record BatchSpec
{
    /// <summary>Reviews per training batch; 1 … 65,536.</summary>
    [Setting("reviews per training batch")]
    [Whole(1, 65_536)]
    public required int Training { get; init; }

    /// <summary>Reviews per validation batch.</summary>
    [Setting("reviews per validation batch")]
    [Whole(1, 65_536)]
    public required int Validation { get; init; }

    /// <summary>Reviews per test batch.</summary>
    [Setting("reviews per test batch")]
    [Whole(1, 65_536)]
    public required int Test { get; init; }

    /// <summary>
    /// Whether batches group reviews of similar length (<c>sort</c>, <c>sort_within_batch</c>); if false, validation
    /// and test keep file order.
    /// </summary>
    [Setting("whether batches hold reviews of like length")]
    public required bool Sorted { get; init; }

    /// <summary>Shape of a batch's tokens.</summary>
    [Setting("shape of a batch's tokens")]
    public required BatchLayout Layout { get; init; }
}

public enum BatchLayout
{
    /// <summary><c>int64 [length, batch]</c>, with lengths.</summary>
    TimeMajor,

    /// <summary><c>int64 [batch, length]</c>.</summary>
    BatchMajor,
}
