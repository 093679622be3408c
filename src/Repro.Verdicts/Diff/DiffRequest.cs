namespace Repro.Verdicts.Diff;

/// <summary>What to compare, and the output format.</summary>
/// <param name="Of">The part of the runs to compare.</param>
/// <param name="From">The expected side.</param>
/// <param name="To">The side to check, by the tolerances of its experiment.</param>
/// <param name="Format">The output format.</param>
public sealed record DiffRequest(DiffSubject Of, SideName From, SideName To, DiffFormat Format);

public enum DiffSubject
{
    Metrics,

    /// <summary>Training and validation losses, epoch by epoch.</summary>
    Curves,

    /// <summary>The sentences, word by word.</summary>
    Attributions,

    /// <summary>The test predictions, review by review. They have no tolerances.</summary>
    Predictions,
}

public enum DiffFormat
{
    Table,
    Json,

    /// <summary>Markdown.</summary>
    Md,
}
