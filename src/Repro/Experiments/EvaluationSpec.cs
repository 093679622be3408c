namespace Repro.Experiments;

/// <summary>How the test set is scored.</summary>
public sealed record EvaluationSpec
{
    /// <summary>Q4: which F1 is the headline. Both are always recorded.</summary>
    [Setting("which F1 is the headline; both are recorded (Q4)")]
    public required F1Average F1 { get; init; }
}

/// <summary>Q4: the two averages, by name.</summary>
public enum F1Average
{
    /// <summary>Mean of each test batch's F1, a batch without positives counting 0. As written.</summary>
    BatchMean,

    /// <summary>One F1 over all test reviews.</summary>
    Global,
}
