using System.Globalization;

namespace Repro.Quantities;

/// <summary>
/// Rounds numbers to the digits that a baseline keeps: enough to compare, few enough to read. Runs are rounded the same
/// way before they are compared.
/// </summary>
public static class Rounding
{
    /// <summary>Largest change that rounding to 6 decimals makes.</summary>
    public const double HalfUnit = 0.5e-6;

    /// <summary>
    /// Losses to 6 significant digits, convergence deltas to 2, everything else to 6 decimals; whole numbers stay as
    /// they are.
    /// </summary>
    /// <param name="quantity">A path such as <c>curve.2.validation-loss</c>.</param>
    /// <param name="value">NaN and infinities are returned unchanged.</param>
    public static double Of(string quantity, double value) =>
        !double.IsFinite(value) || value == Math.Truncate(value) ? value
        : quantity.EndsWith(".delta", StringComparison.Ordinal) ? Significant(value, 2)
        : quantity.Contains("loss", StringComparison.Ordinal) ? Significant(value, 6)
        : Math.Round(value, 6, MidpointRounding.ToEven);

    private static double Significant(double value, int digits) =>
        double.Parse(value.ToString($"E{digits - 1}", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
