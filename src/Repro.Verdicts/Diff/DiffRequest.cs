namespace Repro.Verdicts.Diff;

/// <summary>What is to be compared with what, and how it is shown.</summary>
/// <param name="Of">What of the runs.</param>
/// <param name="From">What is expected.</param>
/// <param name="To">What is held against it, with the tolerances of its experiment.</param>
/// <param name="Format">The output's form.</param>
public sealed record DiffRequest(DiffSubject Of, SideName From, SideName To, DiffFormat Format);

public enum DiffSubject
{
    Metrics,

    /// <summary>Training and validation losses, epoch by epoch.</summary>
    Curves,

    /// <summary>The sentences, word by word.</summary>
    Attributions,

    /// <summary>Of the test, review by review. They have no tolerances.</summary>
    Predictions,
}

public enum DiffFormat
{
    Table,
    Json,

    /// <summary>Markdown.</summary>
    Md,
}
