using MathNet.Numerics.Distributions;

namespace Repro.Statistics;

/// <summary>Expected difference between two runs that differ only in their seed.</summary>
public static class SeedDifference
{
    /// <summary>
    /// What two runs with this spread differ by at most in nineteen of twenty cases, if runs are normally distributed:
    /// t(0.975, n − 1) · sd · √2, rounded up to two digits.
    /// </summary>
    /// <param name="spread">Of two runs at least.</param>
    /// <returns>0 or more, in the quantity's own unit.</returns>
    public static double Limit(Spread spread)
    {
        var limit = StudentT.InvCDF(location: 0, scale: 1, freedom: spread.Seeds - 1, 0.975) * spread.Sd * Math.Sqrt(2);
        if (limit == 0)
            return 0;
        var unit = Math.Pow(10, Math.Floor(Math.Log10(limit)) - 1);
        return SignificantDigits.Round(Math.Ceiling(limit / unit) * unit);
    }
}
