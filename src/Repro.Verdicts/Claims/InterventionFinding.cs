using Repro.Runs;

namespace Repro.Verdicts.Claims;

/// <summary>Result of one intervention for one claim.</summary>
/// <param name="Kind">What was changed.</param>
/// <param name="Values">The claim's figure after the intervention, one per run; empty if it was not tried.</param>
/// <param name="Explains">Whether it explains the printed figure.</param>
/// <param name="Sentence">Description of the result, computed from the runs; empty if it was not tried.</param>
public sealed record InterventionFinding(
    InterventionKind Kind,
    EquatableList<double> Values,
    bool Explains,
    string Sentence
);
