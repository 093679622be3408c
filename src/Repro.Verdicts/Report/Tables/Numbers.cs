using System.Globalization;
using Repro.Quantities;

namespace Repro.Verdicts.Report.Tables;

/// <summary>Formats numbers for display. Values are rounded as in the baselines.</summary>
public static class Numbers
{
    public const string None = "–";

    /// <summary>A value of a quantity, with the digits a baseline keeps; whole numbers in groups of three.</summary>
    public static string Of(string quantity, double? value) =>
        value is not { } number || !double.IsFinite(number) ? None : Plain(Rounding.Of(quantity, number));

    /// <summary>Found minus expected, with its sign.</summary>
    public static string Difference(string quantity, double? expected, double? found) =>
        expected is { } from && found is { } to && double.IsFinite(to)
            ? Signed(quantity, Rounding.Of(quantity, to) - from)
            : None;

    public static string Limit(double? limit) =>
        limit is { } value ? $"± {value.ToString("0.######", CultureInfo.InvariantCulture)}" : None;

    public static string Plain(double value) =>
        value == Math.Truncate(value)
            ? value.ToString("#,0", CultureInfo.InvariantCulture)
            : value.ToString(Math.Abs(value) < 1e-4 ? "0.#####e0" : "0.########", CultureInfo.InvariantCulture);

    private static string Signed(string quantity, double difference)
    {
        var rounded = Rounding.Of(quantity, difference);
        return rounded == 0 ? "0" : (rounded > 0 ? "+" : "") + Plain(rounded);
    }
}
