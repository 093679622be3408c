namespace Repro.Experiments;

/// <summary>Which reviews, and how many of them.</summary>
public sealed record CorpusSpec
{
    /// <summary>sample (generated) or imdb, or what another assignment calls its own.</summary>
    [Setting("name of the corpus")]
    public required string Name { get; init; }

    /// <summary>Reviews drawn from the training files, to train and validate on; 0 means all of them.</summary>
    [Setting("reviews drawn to train and validate on; 0 for all")]
    [Whole(0, 1_000_000)]
    public required int TrainingReviews { get; init; }

    /// <summary>Reviews drawn from the test files; 0 means all of them.</summary>
    [Setting("reviews drawn to test on; 0 for all")]
    [Whole(0, 1_000_000)]
    public required int TestReviews { get; init; }

    /// <summary>
    /// Seed of the drawing, and of the generator for sample. Not the run's seed: every seed of a profile sees the same
    /// reviews.
    /// </summary>
    [Setting("seed of that drawing, not of the run")]
    [Whole(0, uint.MaxValue)]
    public required long Seed { get; init; }

    /// <summary>Share of the training reviews that train; the rest validate. Above 0, below 1.</summary>
    [Setting("share of the training reviews that train; the rest validate")]
    [Share]
    public required double TrainShare { get; init; }

    /// <summary>
    /// Seed of the order in which a label's files are read, for training and for test, as a directory may list them;
    /// null is the canonical order. Which reviews there are stays the same; which of them train, and the batches, do
    /// not.
    /// </summary>
    [Setting("seed of the order in which files are listed; unset for the canonical one")]
    [Whole(0, uint.MaxValue)]
    public long? FileOrder { get; init; }
}
