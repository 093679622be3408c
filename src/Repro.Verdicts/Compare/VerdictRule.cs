using Repro.Verdicts.Baselines;

namespace Repro.Verdicts.Compare;

/// <summary>What a difference is, by its limit and the way that is better.</summary>
internal static class VerdictRule
{
    /// <param name="difference">Found − expected.</param>
    /// <param name="limit">0 or more; a difference of that size is within.</param>
    /// <param name="better">Which way beyond the limit is an improvement.</param>
    public static Verdict Classify(double difference, double limit, Direction better) =>
        Math.Abs(difference) <= limit + Slack(limit) ? Verdict.Within
        : better == Direction.Higher && difference > 0 || better == Direction.Lower && difference < 0
            ? Verdict.Improvement
        : Verdict.Regression;

    // Differences of rounded decimals are off by a few units in the last place of a double.
    private static double Slack(double limit) => 1e-12 * Math.Max(1, limit);
}
