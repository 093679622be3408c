namespace Repro.Experiments;

/// <summary>Which reviews, and how many of them.</summary>
public sealed record CorpusSpec
{
    /// <summary>sample (generated), imdb, or the name of another assignment's corpus.</summary>
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
    /// Seed for drawing the reviews, and for generating the sample corpus. It is not the run's seed: all seeds of a
    /// profile see the same reviews.
    /// </summary>
    [Setting("seed of that drawing, not of the run")]
    [Whole(0, uint.MaxValue)]
    public required long Seed { get; init; }

    /// <summary>
    /// Share of the training reviews used for training; the rest are used for validation. Above 0, below 1.
    /// </summary>
    [Setting("share of the training reviews that train; the rest validate")]
    [Share]
    public required double TrainShare { get; init; }

    /// <summary>
    /// Seed for the order in which each label's files are read, for training and for test, simulating a directory
    /// listing; null is the canonical order. The set of reviews stays the same, but the split and the batches change.
    /// </summary>
    [Setting("seed of the order in which files are listed; unset for the canonical one")]
    [Whole(0, uint.MaxValue)]
    public long? FileOrder { get; init; }
}
