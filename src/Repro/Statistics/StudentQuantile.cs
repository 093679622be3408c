using System.Collections.Concurrent;
using MathNet.Numerics.Distributions;

namespace Repro.Statistics;

/// <summary>Quantiles of Student's t that a share of all values lies above: t(1 − share, ν).</summary>
/// <param name="share">Between 0 and 1.</param>
public sealed class StudentQuantile(double share)
{
    private readonly ConcurrentDictionary<int, double> known = [];

    /// <summary>Of the values, above the quantile.</summary>
    public double Share => share;

    /// <param name="freedom">ν, 1 or more.</param>
    public double At(int freedom) =>
        known.GetOrAdd(freedom, v => StudentT.InvCDF(location: 0, scale: 1, freedom: v, 1 - share));
}
