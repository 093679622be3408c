using System.Globalization;
using Repro.Statistics;

namespace Repro.Verdicts.Claims;

/// <summary>One printed figure compared with our runs.</summary>
internal sealed record Figure
{
    public required PrintedFigure Printed { get; init; }

    /// <summary>One value per run; empty if no run has the quantity.</summary>
    public required IReadOnlyList<double> Values { get; init; }

    /// <summary>Null if no run has the quantity.</summary>
    public required PredictionInterval? Ours { get; init; }

    public required bool Reproduced { get; init; }

    /// <summary>
    /// Our runs' value as text, see <see cref="Text(IReadOnlyList{double})"/>. If magnitudes are compared, it is the
    /// geometric mean, because signs that differ between runs would cancel.
    /// </summary>
    public required string OursText { get; init; }

    public static Figure Of(PrintedFigure printed, ClaimRule rule, IReadOnlyList<double> values) =>
        new()
        {
            Printed = printed,
            Values = values,
            Ours = values.Count == 0 ? null : PredictionInterval.Of(values),
            OursText =
                values.Count == 0 ? ""
                : rule == ClaimRule.Magnitude && values.Count > 1 ? Text(Math.Pow(10, MeanExponent(values)))
                : Text(values),
            Reproduced =
                values.Count > 0
                && rule switch
                {
                    ClaimRule.Interval => PredictionInterval.Of(values).Contains(printed.Value(), printed.HalfUnit()),
                    ClaimRule.Magnitude => Math.Abs(MeanExponent(values) - Math.Log10(Math.Abs(printed.Value()))) <= 1,
                    ClaimRule.Equal => values.All(v => v == printed.Value()),
                    _ => values.All(v => v > 0),
                },
        };

    /// <summary>Relative distance from the printed figure; messages name the figure with the largest.</summary>
    public double Distance =>
        Ours is null
            ? double.PositiveInfinity
            : Math.Abs(Printed.Value() - Ours.Mean) / Math.Max(Math.Abs(Printed.Value()), 1e-12);

    /// <summary>Text for the values of several runs: their mean; for counts, the common value or the range.</summary>
    public static string Text(IReadOnlyList<double> values) =>
        !values.All(double.IsInteger) ? Text(values.Average())
        : values.Min() == values.Max() ? Text(values[0])
        : $"{Text(values.Min())}–{Text(values.Max())}";

    /// <summary>
    /// Two to four decimals; scientific notation for small values; no decimals for whole numbers and from 1000.
    /// </summary>
    public static string Text(double value) =>
        double.IsInteger(value) || Math.Abs(value) >= 1000 ? value.ToString("#,0", CultureInfo.InvariantCulture)
        : Math.Abs(value) < 1e-3 ? value.ToString("0.#e0", CultureInfo.InvariantCulture)
        : value.ToString("0.00##", CultureInfo.InvariantCulture);

    private static double MeanExponent(IReadOnlyList<double> values) =>
        values.Average(v => Math.Log10(Math.Max(Math.Abs(v), double.Epsilon)));
}
