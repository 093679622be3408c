using System.Globalization;

namespace Repro.Statistics;

/// <summary>Rounds numbers for the committed files.</summary>
public static class SignificantDigits
{
    /// <summary>Number of digits of stored tolerances.</summary>
    public const int OfTolerances = 6;

    /// <summary>
    /// Rounds to the given number of significant decimal digits. Also removes the rounding error left by multiplying by
    /// a power of ten.
    /// </summary>
    /// <param name="value">Finite.</param>
    /// <param name="digits">1 … 16.</param>
    public static double Round(double value, int digits = OfTolerances) =>
        value == 0
            ? 0
            : double.Parse(
                value.ToString(
                    string.Create(CultureInfo.InvariantCulture, $"E{digits - 1}"),
                    CultureInfo.InvariantCulture
                ),
                CultureInfo.InvariantCulture
            );
}
