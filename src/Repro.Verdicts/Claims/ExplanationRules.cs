using Repro.Runs;

namespace Repro.Verdicts.Claims;

/// <summary>
/// Whether an intervention explains a printed figure. All of these ask our own F1 over all reviews to bear the
/// explanation out: a bad model explains nothing.
/// </summary>
internal static class ExplanationRules
{
    /// <summary>Share of a distance that has to be accounted for.</summary>
    private const double Enough = 0.95;

    public static bool By(InterventionKind kind, Evidence evidence) =>
        kind switch
        {
            InterventionKind.PerfectClassifier => Averaging(evidence) || OutOfReach(evidence),
            InterventionKind.ShuffledBatches or InterventionKind.EvenErrors => Averaging(evidence),
            InterventionKind.BestEpochWeights or InterventionKind.FileOrder => Reached(kind, evidence),
            _ => false,
        };

    /// <summary>
    /// Nobody gets the printed figure in our batches, while ours is as good as that over all reviews: it was measured
    /// in other batches.
    /// </summary>
    private static bool OutOfReach(Evidence evidence) =>
        evidence.Of(InterventionKind.PerfectClassifier) is { Count: > 0 } ceiling
        && evidence.Global is { Count: > 0 } global
        && Lowest(evidence) > ceiling.Max()
        && global.Average() >= Lowest(evidence);

    /// <summary>
    /// The average alone lies between the printed figure and ours over all reviews: in shuffled batches ours is our F1
    /// over all reviews, and in the test's own both our mean over batches and the printed one stand for that F1.
    /// </summary>
    private static bool Averaging(Evidence evidence)
    {
        if (new[] { evidence.Figure.Values, evidence.Global, evidence.GlobalByEvenErrors }.Any(v => v.Count == 0))
            return false;
        if (
            evidence.Of(InterventionKind.ShuffledBatches) is not { Count: > 0 } shuffled
            || evidence.Of(InterventionKind.EvenErrors) is not { Count: > 0 } stoodFor
        )
            return false;
        var (ours, global, printed) = (
            evidence.Figure.Values.Average(),
            evidence.Global.Average(),
            evidence.Figure.Printed.Value()
        );
        return Spans(ours, shuffled.Average(), global)
            && Spans(ours, evidence.GlobalByEvenErrors.Average(), global)
            && Spans(printed, stoodFor.Average(), global);
    }

    /// <summary>
    /// With the change our figures lie on both sides of the printed one, or on it. No interval is laid around them: two
    /// runs would reach anything.
    /// </summary>
    private static bool Reached(InterventionKind kind, Evidence evidence) =>
        evidence.Of(kind) is { Count: > 0 } values
        && values.Min() - Half(evidence) <= evidence.Figure.Printed.Value()
        && evidence.Figure.Printed.Value() <= values.Max() + Half(evidence);

    /// <summary>
    /// Whether the way from a mean over batches to <paramref name="arrived"/> is, but for a twentieth, the way to
    /// <paramref name="global"/>.
    /// </summary>
    private static bool Spans(double mean, double arrived, double global) =>
        Math.Abs(arrived - global) <= (1 - Enough) * Math.Abs(arrived - mean);

    private static double Lowest(Evidence evidence) => evidence.Figure.Printed.Value() - Half(evidence);

    private static double Half(Evidence evidence) => evidence.Figure.Printed.HalfUnit();
}
