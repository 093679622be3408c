using Repro.Runs;

namespace Repro.Verdicts.Diff;

/// <summary>
/// Whether integrated gradients converged well enough for a sentence's words to be compared. Attributions must add up
/// to the difference of the outputs (completeness; Sundararajan et al. 2017, proposition 1); the convergence delta is
/// the remaining error.
/// </summary>
internal static class Convergence
{
    /// <summary>
    /// In logits; equal to the tolerance for a delta in tolerances.json. The notebook's deltas are 3e-6 … 2e-4, with
    /// 5,000 steps.
    /// </summary>
    public const double Absolute = 1e-3;

    /// <summary>
    /// As a share of |score|. The paper accepts 5 % (section 5); a fifth of that preserves the ranks of all but the
    /// weakest words.
    /// </summary>
    public const double Relative = 0.01;

    /// <summary>Largest |delta| for which the sentence can be compared.</summary>
    public static double Limit(AttributionRow row) => Math.Max(Absolute, Relative * Math.Abs(row.Score));

    public static bool IsReached(AttributionRow row) => Math.Abs(row.Delta) <= Limit(row);
}
