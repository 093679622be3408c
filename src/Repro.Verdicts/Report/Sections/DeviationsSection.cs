using Repro.Quantities;
using Repro.Verdicts.Compare;
using Repro.Verdicts.Report.Tables;

namespace Repro.Verdicts.Report.Sections;

/// <summary>Only quantities that are not within tolerance: expected, found, difference, tolerance.</summary>
internal static class DeviationsSection
{
    /// <param name="overall">The verdict.</param>
    /// <param name="most">Maximum number of rows; the rest is only counted.</param>
    public static ReportTable Build(OverallVerdict overall, int most = int.MaxValue)
    {
        var deviations = overall.Experiments.SelectMany(Deviations).OrderByDescending(c => c.Blocking).ToList();
        return new ReportTable(
            "Deviations from the baseline",
            [
                new("experiment"),
                new("quantity"),
                new("expected", true),
                new("found", true),
                new("difference", true),
                new("tolerance", true),
                new("verdict"),
            ],
            [.. deviations.Take(most).Select(Row)],
            [.. Notes(deviations, most)]
        );
    }

    /// <summary>A verdict on a whole run is shown once, not for each of its quantities.</summary>
    private static IEnumerable<QuantityComparison> Deviations(ExperimentVerdict experiment)
    {
        var whole = experiment.Comparisons.Where(c => c.Parsed.Group == QuantityGroup.Run).ToList();
        return whole.Count > 0 ? whole : experiment.Comparisons.Where(c => c.Verdict != Verdict.Within);
    }

    public static EquatableList<ReportCell> Row(QuantityComparison c) =>
        [c.Experiment, .. Cells(c), VerdictText.Cell(c.Verdict, c.Blocking)];

    /// <summary>Quantity, expected, found, difference, tolerance.</summary>
    public static EquatableList<ReportCell> Cells(QuantityComparison c) =>
        [
            c.Quantity,
            Numbers.Of(c.Quantity, c.Expected),
            Numbers.Of(c.Quantity, c.Found),
            Numbers.Difference(c.Quantity, c.Expected, c.Found),
            Numbers.Limit(c.Tolerance),
        ];

    private static IEnumerable<string> Notes(List<QuantityComparison> deviations, int most)
    {
        if (deviations.Count > most)
            yield return $"{deviations.Count - most} more in index.html.";
        foreach (
            var (exact, differing) in deviations
                .Where(d => d is { Quantity: QuantityPath.ExactDiffering, Tolerance: not null })
                .Select(d => (d, (int?)d.Found))
        )
            yield return $"{exact.Experiment}, bit for bit: "
                + (
                    differing is { } count
                        ? VerdictText.Count(count, "number differs", "numbers differ")
                        : "not counted"
                )
                + $", {exact.Because}.";
        if (deviations.Any(d => !d.Blocking))
            yield return "Verdicts in grey do not block.";
        foreach (
            var group in deviations.Where(d => d.Tolerance is null).GroupBy(d => d.Because, StringComparer.Ordinal)
        )
            yield return $"{string.Join(", ", group.Select(d => d.Experiment).Distinct(StringComparer.Ordinal))}: "
                + $"{group.Key}.";
    }
}
