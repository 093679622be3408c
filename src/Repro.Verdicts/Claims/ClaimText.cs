using Repro.Quantities;
using Repro.Statistics;

namespace Repro.Verdicts.Claims;

/// <summary>Formats figures for sentences and table cells.</summary>
internal static class ClaimText
{
    public const string None = "–";

    public static string Printed(Claim claim) => Row(claim.Printed, p => Text(claim, p));

    /// <summary>Our runs' values, in the order printed.</summary>
    public static string Ours(IReadOnlyList<Figure> figures) =>
        figures.All(f => f.Ours is null)
            ? None
            : Row(
                [.. figures.Select(f => f.Printed)],
                p => figures.First(f => f.Printed == p) is { Values.Count: > 0 } figure ? figure.OursText : None
            );

    public static string Sentence(Claim claim, IReadOnlyList<Figure> figures) =>
        $"{Finding(claim, figures)} ({Few(figures)}).";

    public static string Count(int count, string noun) =>
        FormattableString.Invariant($"{count} {noun}{(count == 1 ? "" : "s")}");

    private static string Finding(Claim claim, IReadOnlyList<Figure> figures)
    {
        var criterion = claim.Rule switch
        {
            ClaimRule.Interval => "inside our 95 % prediction interval",
            ClaimRule.Magnitude => "within a factor of ten of ours",
            ClaimRule.Equal => "equal to ours",
            _ => "seen in our runs too",
        };
        var reproduced = figures.Count(f => f.Reproduced);
        var farthest =
            figures.Where(f => !f.Reproduced).MaxBy(f => claim.Rule == ClaimRule.Positive ? 0 : f.Distance)
            ?? figures[0];
        return $"{reproduced} of {Count(figures.Count, "figure")} {criterion}{(figures.Count == 1 ? ":" : ";")} "
            + $"{Detail(claim, farthest)}";
    }

    private static string Detail(Claim claim, Figure figure)
    {
        var ours =
            figure.Ours is not { } interval ? "ours ended before"
            : claim.Rule == ClaimRule.Interval && interval.Runs > 1
                ? $"ours {Figure.Text(interval.Low)} … {Figure.Text(interval.High)}"
            : $"ours {figure.OursText}";
        var unlike =
            figure.Reproduced || figure.Ours is null || Figure.Text(figure.Ours.Mean) != Text(claim, figure.Printed)
                ? ""
                : " to four digits only";
        return $"{figure.Printed.Quantity} printed {Text(claim, figure.Printed)}, {ours}{unlike}";
    }

    /// <summary>Short figures are shown as printed, with trailing zeros; long ones are shortened.</summary>
    private static string Text(Claim claim, PrintedFigure figure) =>
        claim.Rule == ClaimRule.Positive || (figure.Text.Length <= 6 && figure.HalfUnit() < 0.5)
            ? figure.Text
            : Figure.Text(figure.Value());

    private static string Few(IReadOnlyList<Figure> figures)
    {
        var runs = figures.Min(f => f.Ours?.Runs ?? 0);
        return runs >= Spread.EnoughSeeds ? FormattableString.Invariant($"{runs} runs")
            : runs == 1 ? "1 run: no interval, fewer than five"
            : $"{Count(runs, "run")}: fewer than five";
    }

    /// <summary>Figures separated by spaces; training and validation loss of an epoch are shown as a pair.</summary>
    private static string Row(EquatableList<PrintedFigure> figures, Func<PrintedFigure, string> text) =>
        Quantity.Of(figures[0].Quantity).Group == QuantityGroup.Curve
            ? string.Join(' ', figures.Chunk(2).Select(pair => string.Join('/', pair.Select(text))))
            : string.Join(' ', figures.Select(text));
}
