using Repro.Runs;

namespace Repro.Verdicts.Diff;

/// <summary>
/// Whether integrated gradients converged well enough for a sentence's words to be compared. Attributions must add up
/// to the difference that they explain (completeness; Sundararajan et al. 2017, proposition 1), and the convergence
/// delta is what is missing.
/// </summary>
internal static class Convergence
{
    /// <summary>
    /// In logits: the tolerance that tolerances.json states for a delta. The notebook's own are 3e-6 … 2e-4, with 5,000
    /// steps.
    /// </summary>
    public const double Absolute = 1e-3;

    /// <summary>
    /// Of |score|. The paper is content with 5 % (section 5); a fifth of that keeps the ranks of all but the weakest
    /// words.
    /// </summary>
    public const double Relative = 0.01;

    /// <summary>Largest |delta| with which the sentence may be compared.</summary>
    public static double Limit(AttributionRow row) => Math.Max(Absolute, Relative * Math.Abs(row.Score));

    public static bool IsReached(AttributionRow row) => Math.Abs(row.Delta) <= Limit(row);
}
