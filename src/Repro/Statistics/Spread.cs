using MathNet.Numerics.Statistics;

namespace Repro.Statistics;

/// <summary>Statistics of a quantity over runs that differ only in their seed.</summary>
/// <param name="Seeds">Runs.</param>
/// <param name="Mean">Their mean.</param>
/// <param name="Sd">Their standard deviation, with n − 1.</param>
/// <param name="Min">The smallest.</param>
/// <param name="Max">The largest.</param>
public sealed record Spread(int Seeds, double Mean, double Sd, double Min, double Max)
{
    /// <summary>Minimum number of seeds for deriving a blocking tolerance.</summary>
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
