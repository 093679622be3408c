using Repro.Runs;

namespace Repro.Verdicts.Claims;

/// <summary>
/// Decides whether an intervention explains a printed figure. Every rule also requires that our F1 over all reviews
/// supports the explanation: a bad model explains nothing.
/// </summary>
internal static class ExplanationRules
{
    /// <summary>Share of a distance that must be explained.</summary>
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
    /// No classifier can reach the printed figure in our batches, but ours reaches it over all reviews: it was measured
    /// in other batches.
    /// </summary>
    private static bool OutOfReach(Evidence evidence) =>
        evidence.Of(InterventionKind.PerfectClassifier) is { Count: > 0 } ceiling
        && evidence.Global is { Count: > 0 } global
        && Lowest(evidence) > ceiling.Max()
        && global.Average() >= Lowest(evidence);

    /// <summary>
    /// Only the averaging separates the printed figure from our F1 over all reviews: in shuffled batches ours equals
    /// our F1 over all reviews, and in the test's own batches both our batch mean and the printed one correspond to
    /// that F1.
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
    /// With the intervention our figures enclose or equal the printed one. No interval is used, because with two runs
    /// it would contain almost any value.
    /// </summary>
    private static bool Reached(InterventionKind kind, Evidence evidence) =>
        evidence.Of(kind) is { Count: > 0 } values
        && values.Min() - Half(evidence) <= evidence.Figure.Printed.Value()
        && evidence.Figure.Printed.Value() <= values.Max() + Half(evidence);

    /// <summary>
    /// Whether <paramref name="arrived"/> covers at least 95 % of the distance from a batch mean to
    /// <paramref name="global"/>.
    /// </summary>
    private static bool Spans(double mean, double arrived, double global) =>
        Math.Abs(arrived - global) <= (1 - Enough) * Math.Abs(arrived - mean);

    private static double Lowest(Evidence evidence) => evidence.Figure.Printed.Value() - Half(evidence);

    private static double Half(Evidence evidence) => evidence.Figure.Printed.HalfUnit();
}
