using MathNet.Numerics.Distributions;

namespace Repro.Statistics;

/// <summary>
/// The noncentral t distribution: what Student's t gives where the means do differ (Johnson and Welch 1940,
/// "Applications of the non-central t-distribution"; the normal approximation of Abramowitz and Stegun 1964, 26.7.10).
/// </summary>
internal static class NoncentralT
{
    /// <summary>
    /// The probability of a value above a limit: Φ((δ − t · (1 − 1/4ν)) / √(1 + t²/2ν)).
    /// </summary>
    /// <param name="limit">t, 0 or more.</param>
    /// <param name="freedom">ν, 4 or more.</param>
    /// <param name="shift">δ: how far the means differ, in standard deviations of their difference.</param>
    /// <returns>0 … 1, within 0.01 where it is about 0.9, by simulation (<c>TwoStageTestTests</c>).</returns>
    public static double Above(double limit, int freedom, double shift) =>
        Normal.CDF(
            0,
            1,
            (shift - (limit * (1 - (1 / (4.0 * freedom))))) / Math.Sqrt(1 + (limit * limit / (2.0 * freedom)))
        );
}
