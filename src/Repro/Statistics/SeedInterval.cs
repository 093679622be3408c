using MathNet.Numerics.Distributions;

namespace Repro.Statistics;

/// <summary>
/// Where the mean of new seeds falls around that of the accepted ones, if nothing but the seed differs and runs are
/// normally distributed: Student's test of two samples with one spread, mean ± t(1 − α/2, n + k − 2) · sd · √(1/n +
/// 1/k). One new seed has no spread of its own, and this is then the prediction interval mean ± t(1 − α/2, n − 1) · sd
/// · √(1 + 1/n) (Whitmore 1986, "Prediction limits for a univariate normal observation").
/// </summary>
/// <param name="Accepted">n: seeds of the baseline.</param>
/// <param name="New">k: seeds of the run at hand.</param>
/// <param name="Mean">Of the accepted seeds.</param>
/// <param name="HalfWidth">0 or more.</param>
public sealed record SeedInterval(int Accepted, int New, double Mean, double HalfWidth)
{
    /// <summary>Of t.</summary>
    public int Freedom => Accepted + New - 2;

    /// <param name="accepted">Two at least, all finite.</param>
    /// <param name="found">One at least, all finite.</param>
    /// <param name="falseAlarm">α: how often the mean falls outside, on either side, where nothing changed; between 0
    /// and 1.</param>
    public static SeedInterval Of(IReadOnlyList<double> accepted, IReadOnlyList<double> found, double falseAlarm)
    {
        var (n, k) = (accepted.Count, found.Count);
        var spread = Spread.Of(accepted);
        var squares = SumOfSquares(spread) + (k > 1 ? SumOfSquares(Spread.Of(found)) : 0);
        var t = StudentT.InvCDF(location: 0, scale: 1, freedom: n + k - 2, 1 - (falseAlarm / 2));
        return new SeedInterval(n, k, spread.Mean, t * Math.Sqrt(squares / (n + k - 2) * ((1.0 / n) + (1.0 / k))));
    }

    private static double SumOfSquares(Spread spread) => spread.Sd * spread.Sd * (spread.Seeds - 1);
}
