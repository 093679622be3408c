using System.Globalization;
using Repro.Statistics;

namespace Repro.Verdicts.Claims;

/// <summary>One printed figure held against our runs.</summary>
internal sealed record Figure
{
    public required PrintedFigure Printed { get; init; }

    /// <summary>One a run; none where no run has the quantity.</summary>
    public required IReadOnlyList<double> Values { get; init; }

    /// <summary>Null where no run has the quantity.</summary>
    public required PredictionInterval? Ours { get; init; }

    public required bool Reproduced { get; init; }

    /// <summary>
    /// What our runs say: see <see cref="Text(IReadOnlyList{double})"/>; where magnitudes are compared, their geometric
    /// mean, since signs that differ between runs would cancel.
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

    /// <summary>
    /// How far off, in the printed figure's own size: the figure with the largest is the one to name.
    /// </summary>
    public double Distance =>
        Ours is null
            ? double.PositiveInfinity
            : Math.Abs(Printed.Value() - Ours.Mean) / Math.Max(Math.Abs(Printed.Value()), 1e-12);

    /// <summary>
    /// What our runs say: their mean, or where they count something, the number that all have or the smallest and the
    /// largest.
    /// </summary>
    public static string Text(IReadOnlyList<double> values) =>
        !values.All(double.IsInteger) ? Text(values.Average())
        : values.Min() == values.Max() ? Text(values[0])
        : $"{Text(values.Min())}–{Text(values.Max())}";

    /// <summary>
    /// Two to four decimals; small values and whole numbers as they are, and none of either where there are thousands
    /// before them.
    /// </summary>
    public static string Text(double value) =>
        double.IsInteger(value) || Math.Abs(value) >= 1000 ? value.ToString("#,0", CultureInfo.InvariantCulture)
        : Math.Abs(value) < 1e-3 ? value.ToString("0.#e0", CultureInfo.InvariantCulture)
        : value.ToString("0.00##", CultureInfo.InvariantCulture);

    private static double MeanExponent(IReadOnlyList<double> values) =>
        values.Average(v => Math.Log10(Math.Max(Math.Abs(v), double.Epsilon)));
}
