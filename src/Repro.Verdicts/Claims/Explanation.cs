using Repro.Experiments;
using Repro.Runs;

namespace Repro.Verdicts.Claims;

/// <summary>
/// The combined findings of a claim's interventions. Sentences are computed from the runs; no expected outcome is
/// hard-coded.
/// </summary>
/// <param name="Findings">In the order of the claim.</param>
internal sealed record Explanation(EquatableList<InterventionFinding> Findings)
{
    /// <summary>Evaluates the interventions of a claim with a single figure.</summary>
    public static Explanation Find(
        Claim claim,
        IReadOnlyList<Figure> figures,
        IReadOnlyDictionary<string, RunSeries> series
    ) =>
        claim.Interventions.Count > 0
        && ClaimJudge.SeriesOf(claim.Printed[0], series, ProtocolKind.AsWritten) is { } runs
            ? new([.. claim.Interventions.Select(kind => Finding(kind, new Evidence(figures[0], runs)))])
            : new([]);

    public bool Explains => Findings.Any(f => f.Explains);

    /// <summary>Text for a reproduced figure: the findings. Starts with a space, or is empty.</summary>
    public string Beside => string.Concat(Tried.Select(f => " " + f.Sentence));

    /// <summary>
    /// Text for a figure that is not comparable: the same, and whether the findings explain the figure for our inputs.
    /// </summary>
    public string BesideNotComparable => Explains ? $" With ours it is explained by {Explaining}.{Beside}" : Beside;

    /// <summary>
    /// Text for a figure that is not reproduced: what explains it and how, or what was tried without success.
    /// </summary>
    public string After(string printed) =>
        Explains ? $" Explained by {Explaining}.{Beside}" : $"{Beside}{InVain(printed)}{NotTried()}";

    private string Explaining =>
        string.Join(", ", Findings.Where(f => f.Explains).Select(f => InterventionText.Name(f.Kind)));

    private IEnumerable<InterventionFinding> Tried => Findings.Where(f => f.Values.Count > 0);

    private string InVain(string printed) => Tried.Any() ? $" None of this explains {printed}." : "";

    private string NotTried() =>
        Findings.Where(f => f.Values.Count == 0).Select(f => InterventionText.Name(f.Kind)).ToList()
            is { Count: > 0 } missing
            ? $" Not tried: {string.Join(", ", missing)}."
            : "";

    private static InterventionFinding Finding(InterventionKind kind, Evidence evidence)
    {
        var values = evidence.Of(kind);
        return values.Count == 0
            ? new InterventionFinding(kind, [], Explains: false, "")
            : new InterventionFinding(
                kind,
                [.. values],
                ExplanationRules.By(kind, evidence),
                InterventionText.Sentence(kind, evidence)
            );
    }
}
