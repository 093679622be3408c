namespace Repro.Statistics;

/// <summary>
/// Where the mean of new seeds falls around that of the accepted ones, if nothing but the seed differs and runs are
/// normally distributed.
/// </summary>
/// <param name="Accepted">n: seeds of the baseline.</param>
/// <param name="New">k: seeds of the run at hand.</param>
/// <param name="Freedom">Of t.</param>
/// <param name="Mean">Of the accepted seeds.</param>
/// <param name="HalfWidth">0 or more.</param>
public sealed record SeedInterval(int Accepted, int New, int Freedom, double Mean, double HalfWidth)
{
    /// <summary>
    /// The prediction interval for the mean of k new seeds: mean ± t(1 − share, n − 1) · sd · √(1/n + 1/k) (Whitmore
    /// 1986, "Prediction limits for a univariate normal observation", for k = 1; Patil, Peng and Leek 2016, "What
    /// should researchers expect when they replicate studies?"). Only the accepted seeds determine the width: a larger
    /// spread of the new seeds does not widen it.
    /// </summary>
    /// <param name="accepted">Of two seeds at least.</param>
    /// <param name="newSeeds">1 or more.</param>
    /// <param name="t">Its share is how often the mean falls above the interval, and how often below.</param>
    public static SeedInterval Predict(Spread accepted, int newSeeds, StudentQuantile t)
    {
        var freedom = accepted.Seeds - 1;
        var halfWidth = t.At(freedom) * accepted.Sd * Scale(accepted.Seeds, newSeeds);
        return new SeedInterval(accepted.Seeds, newSeeds, freedom, accepted.Mean, halfWidth);
    }

    /// <summary>
    /// Student's test of two samples with one spread, which both of them measure: mean ± t(1 − share, n + k − 2) · sd ·
    /// √(1/n + 1/k). Where seeds are skewed, those whose mean is far off are far apart too, and widen it.
    /// </summary>
    /// <param name="accepted">Two at least, all finite.</param>
    /// <param name="found">Two at least, all finite.</param>
    /// <param name="t">As for <see cref="Predict"/>.</param>
    public static SeedInterval Pooled(IReadOnlyList<double> accepted, IReadOnlyList<double> found, StudentQuantile t)
    {
        var (of, other) = (Spread.Of(accepted), Spread.Of(found));
        var freedom = of.Seeds + other.Seeds - 2;
        var sd = Math.Sqrt((SumOfSquares(of) + SumOfSquares(other)) / freedom);
        return new SeedInterval(
            of.Seeds,
            other.Seeds,
            freedom,
            of.Mean,
            t.At(freedom) * sd * Scale(of.Seeds, other.Seeds)
        );
    }

    /// <summary>Standard deviation of the difference of two means, in standard deviations of one run.</summary>
    internal static double Scale(int accepted, int found) => Math.Sqrt((1.0 / accepted) + (1.0 / found));

    private static double SumOfSquares(Spread spread) => spread.Sd * spread.Sd * (spread.Seeds - 1);
}
