using Repro.Quantities;
using Repro.Verdicts.Compare;
using Repro.Verdicts.Report.Tables;

namespace Repro.Verdicts.Report.Sections;

/// <summary>All metrics of an experiment beside its baseline; curve and attributions are only counted.</summary>
internal static class MetricsSection
{
    private const string Exact = "Bit for bit",
        Rows = "metrics";

    public static ReportTable Build(ExperimentVerdict experiment) =>
        new(
            experiment.Experiment,
            [
                new("quantity"),
                new("baseline", true),
                new("found", true),
                new("difference", true),
                new("tolerance", true),
                new("blocks"),
                new("verdict"),
            ],
            [.. experiment.Comparisons.Where(c => GroupOf(c) == Rows).Select(Row)],
            [
                .. experiment
                    .Comparisons.GroupBy(GroupOf)
                    .Where(g => g.Key is not (Rows or Exact))
                    .Select(g => $"{g.Key}: {g.Count(c => c.Verdict == Verdict.Within)} of {g.Count()} within."),
                .. experiment.Comparisons.Where(c => GroupOf(c) == Exact).Select(c => $"{Exact}: {c.Because}."),
            ]
        );

    private static EquatableList<ReportCell> Row(QuantityComparison c) =>
        [
            .. DeviationsSection.Cells(c),
            c.Blocking ? "yes" : new ReportCell("no", Tone.Muted),
            VerdictText.Cell(c.Verdict, c.Blocking),
        ];

    private static string GroupOf(QuantityComparison c) =>
        c.Parsed.Group switch
        {
            QuantityGroup.Curve => "Loss curve",
            QuantityGroup.Attribution => "Attributions",
            QuantityGroup.Exact => Exact,
            QuantityGroup.Run
            or QuantityGroup.Metric
            or QuantityGroup.Intervention
            or QuantityGroup.Step
            or QuantityGroup.Prediction => Rows,
            _ => throw new ArgumentOutOfRangeException(nameof(c), c.Parsed.Group, "There is no such group."),
        };
}
