using Repro.Quantities;
using Repro.Verdicts.Baselines;
using Repro.Verdicts.Compare;
using Repro.Verdicts.Report.Tables;

namespace Repro.Verdicts.Report.Sections;

/// <summary>
/// What change of each gate the seeds would show, what became of suspicions, and which gates cannot judge, and why.
/// </summary>
internal static class SensitivitySection
{
    public static ReportTable Build(OverallVerdict overall)
    {
        var all = overall.Experiments.SelectMany(e => e.Comparisons).ToList();
        return new ReportTable(
            "What the seeds would show",
            [new("experiment"), new("quantity"), new("found", true), new("would be seen")],
            [.. all.Where(c => c.Detectable is not null).Select(Row)],
            [
                .. all.Where(c => c.Confirmation is not null)
                    .Select(c => $"{c.Experiment} {c.Quantity}: {c.Confirmation!.Text}."),
                .. all.Where(c => c.CannotJudge is not null)
                    .GroupBy(c => (Gate(c), c.CannotJudge))
                    .Select(g =>
                        $"Cannot judge {g.Key.Item1} of {string.Join(", ", g.Select(c => c.Experiment))}: "
                        + $"{g.Key.CannotJudge}."
                    ),
            ]
        );
    }

    private static EquatableList<ReportCell> Row(QuantityComparison c) =>
        [
            c.Experiment,
            c.Quantity,
            Numbers.Of(c.Quantity, c.Found),
            $"a {Word(c.Better)} of {Numbers.Plain(c.Detectable!.Value)}",
        ];

    private static string Word(Direction? better) =>
        better switch
        {
            Direction.Higher => "drop",
            Direction.Lower => "rise",
            _ => "change",
        };

    // Where no word has a sign to turn, another row says so in its place.
    private static string Gate(QuantityComparison c) =>
        c.Quantity == QuantityPath.AgreedSigns ? QuantityPath.TurnedSigns : c.Quantity;
}
