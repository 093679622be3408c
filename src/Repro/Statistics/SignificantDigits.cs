using System.Globalization;

namespace Repro.Statistics;

/// <summary>Numbers as the committed files hold them.</summary>
public static class SignificantDigits
{
    /// <summary>
    /// The nearest number of six significant decimal digits. Takes away what a multiplication by a power of ten leaves
    /// behind, too.
    /// </summary>
    public static double Round(double value) =>
        double.Parse(value.ToString("E5", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
