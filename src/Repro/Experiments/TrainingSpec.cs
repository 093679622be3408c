namespace Repro.Experiments;

/// <summary>Adam, early stopping, and the notebook's quirks in the training loop (NOTEBOOK Q1, Q2, Q5, Q9).</summary>
public sealed record TrainingSpec
{
    /// <summary>Maximum number of epochs; 1 … 10,000.</summary>
    [Setting("epochs at most")]
    [Whole(1, 10_000)]
    public required int MaxEpochs { get; init; }

    /// <summary>Number of epochs without improvement after which training ends; 1 … 10,000.</summary>
    [Setting("epochs without improvement that end training")]
    [Whole(1, 10_000)]
    public required int Patience { get; init; }

    /// <summary>Q1.</summary>
    [Setting("whether an improvement resets that counter (Q1)")]
    public required PatienceRule PatienceRule { get; init; }

    /// <summary>Q2.</summary>
    [Setting("whose weights are tested (Q2)")]
    public required WeightsRule Weights { get; init; }

    /// <summary>Q5.</summary>
    [Setting("which epochs the printed log shows (Q5)")]
    public required EpochLogRule EpochLog { get; init; }

    /// <summary>Q9.</summary>
    [Setting("what an epoch's loss is the mean of (Q9)")]
    public required LossAverage LossAverage { get; init; }

    /// <summary>Adam's step size; above 0.</summary>
    [Setting("Adam's step size")]
    [Positive]
    public double LearningRate { get; init; } = 1e-3;

    [Setting("Adam's decay of the mean gradient")]
    [Probability]
    public double Beta1 { get; init; } = 0.9;

    [Setting("Adam's decay of the mean square")]
    [Probability]
    public double Beta2 { get; init; } = 0.999;

    [Setting("what Adam adds to the root of the mean square")]
    [Positive]
    public double Epsilon { get; init; } = 1e-8;
}

/// <summary>Q1: what an improvement does to the counter of epochs without one.</summary>
public enum PatienceRule
{
    /// <summary>Nothing: training ends at the third epoch in total that does not improve. As written.</summary>
    NeverReset,

    /// <summary>It starts again at zero.</summary>
    ResetOnImprovement,
}

/// <summary>Q2: whose weights are tested.</summary>
public enum WeightsRule
{
    /// <summary>
    /// The last epoch's: <c>state_dict()</c> aliases the live weights, so "restoring the best" restores nothing. As
    /// written.
    /// </summary>
    LastEpoch,

    /// <summary>The weights of the epoch with the lowest validation loss.</summary>
    BestEpoch,
}

/// <summary>Q5: which epochs the printed log shows. The history always holds every epoch.</summary>
public enum EpochLogRule
{
    /// <summary>All but the epoch that ends training early: the loop breaks before it prints. As written.</summary>
    OmitStoppingEpoch,

    EveryEpoch,
}

/// <summary>Q9: what an epoch's loss is the mean of.</summary>
public enum LossAverage
{
    /// <summary>Mean over batch means; a short last batch counts as much as a full one. As written.</summary>
    BatchMeans,

    /// <summary>Mean over all reviews.</summary>
    Examples,
}
