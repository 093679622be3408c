namespace Repro.Experiments;

/// <summary>How torchtext's <c>BucketIterator.splits</c> is set up.</summary>
public sealed record BatchSpec
{
    /// <summary>Reviews per training batch; 1 … 65,536.</summary>
    public required int Training { get; init; }

    /// <summary>Reviews per validation batch.</summary>
    public required int Validation { get; init; }

    /// <summary>Reviews per test batch.</summary>
    public required int Test { get; init; }

    /// <summary>
    /// Whether batches hold reviews of like length (<c>sort</c>, <c>sort_within_batch</c>); false keeps file order for
    /// validation and test.
    /// </summary>
    public required bool Sorted { get; init; }

    /// <summary>Shape of a batch's tokens.</summary>
    public required BatchLayout Layout { get; init; }
}

public enum BatchLayout
{
    /// <summary><c>int64 [length, batch]</c>, with lengths.</summary>
    TimeMajor,

    /// <summary><c>int64 [batch, length]</c>.</summary>
    BatchMajor,
}
