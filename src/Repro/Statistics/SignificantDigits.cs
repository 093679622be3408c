using System.Globalization;

namespace Repro.Statistics;

/// <summary>Numbers as the committed files hold them.</summary>
public static class SignificantDigits
{
    /// <summary>Digits that tolerances are written with.</summary>
    public const int OfTolerances = 6;

    /// <summary>
    /// The nearest number of so many significant decimal digits. Takes away what a multiplication by a power of ten
    /// leaves behind, too.
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
