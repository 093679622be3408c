using MathNet.Numerics.Statistics;

namespace Repro.Statistics;

/// <summary>A quantity over runs that differ in their seed alone.</summary>
/// <param name="Seeds">Runs.</param>
/// <param name="Mean">Their mean.</param>
/// <param name="Sd">Their standard deviation, with n − 1.</param>
/// <param name="Min">The smallest.</param>
/// <param name="Max">The largest.</param>
public sealed record Spread(int Seeds, double Mean, double Sd, double Min, double Max)
{
    /// <summary>Seeds that a blocking tolerance has to be derived from at least.</summary>
    public const int EnoughSeeds = 5;

    /// <param name="values">At least two.</param>
    public static Spread Of(IReadOnlyList<double> values)
    {
        // The mean of equal numbers is off by a rounding; they have no spread.
        if (values.Min() == values.Max())
            return new Spread(values.Count, values[0], 0, values[0], values[0]);
        var (mean, sd) = values.MeanStandardDeviation();
        return new Spread(values.Count, mean, sd, values.Min(), values.Max());
    }
}
