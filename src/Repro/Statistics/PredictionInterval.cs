namespace Repro.Statistics;

/// <summary>
/// Where one more run of the same experiment falls with a probability of 95 %, if runs are normally distributed:
/// mean ± t(0.975, n − 1) · sd · √(1 + 1/n) (Whitmore 1986, "Prediction limits for a univariate normal observation").
/// </summary>
/// <param name="Runs">n. One run has no spread: its interval is the value itself.</param>
/// <param name="Mean">Of the runs.</param>
/// <param name="HalfWidth">0 or more.</param>
public sealed record PredictionInterval(int Runs, double Mean, double HalfWidth)
{
    public double Low => Mean - HalfWidth;

    public double High => Mean + HalfWidth;

    /// <param name="values">At least one, all finite.</param>
    public static PredictionInterval Of(IReadOnlyList<double> values)
    {
        if (values.Count == 1)
            return new PredictionInterval(1, values[0], 0);
        var interval = SeedInterval.Predict(Spread.Of(values), newSeeds: 1, new StudentQuantile(0.025));
        return new PredictionInterval(values.Count, interval.Mean, interval.HalfWidth);
    }

    /// <summary>Whether a figure that was printed to ± <paramref name="halfUnit"/> may lie inside.</summary>
    public bool Contains(double value, double halfUnit) =>
        Math.Abs(value - Mean) <= HalfWidth + halfUnit + (1e-12 * Math.Abs(value));
}
