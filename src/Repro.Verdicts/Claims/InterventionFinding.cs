using Repro.Runs;

namespace Repro.Verdicts.Claims;

/// <summary>What one intervention gave for one claim.</summary>
/// <param name="Kind">What was changed.</param>
/// <param name="Values">The claim's figure with the change, one a run; none where it was not tried.</param>
/// <param name="Explains">Whether it explains the printed figure.</param>
/// <param name="Sentence">What it gave, computed from the runs; empty where it was not tried.</param>
public sealed record InterventionFinding(
    InterventionKind Kind,
    EquatableList<double> Values,
    bool Explains,
    string Sentence
);
