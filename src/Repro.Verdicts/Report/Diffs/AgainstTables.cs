using Repro.Verdicts.Against;
using Repro.Verdicts.Compare;
using Repro.Verdicts.Report.Tables;

namespace Repro.Verdicts.Report.Diffs;

/// <summary>What a comparison with another version found, as tables; a table without rows is left out.</summary>
public static class AgainstTables
{
    /// <summary>The change of the yardstick first: nothing below it means much before it has been looked at.</summary>
    public static IReadOnlyList<ReportTable> Of(AgainstFindings found) =>
        [.. new[] { Yardstick(found), ByOther(found), Code(found), Gates(found) }.Where(table => table.Rows.Count > 0)];

    private static ReportTable Yardstick(AgainstFindings found) =>
        new(
            "This change moves its own yardstick",
            [new("what judges")],
            [.. found.Yardstick.Select(line => (EquatableList<ReportCell>)[new(line, Tone.Warning)])],
            [$"Compared with {found.Other}. Its own files judge this version below."]
        );

    private static ReportTable ByOther(AgainstFindings found) =>
        new(
            $"By the yardstick of {found.Other}",
            [new("experiment"), new("verdict"), new("first beyond")],
            [
                .. found
                    .ByOtherYardstick.Where(each => VerdictFiles.Of(each) != Verdict.Within)
                    .Select(each =>
                        (EquatableList<ReportCell>)
                            [each.Experiment, VerdictText.Cell(VerdictFiles.Of(each)), FirstBeyond(each)]
                    ),
            ],
            []
        );

    private static ReportTable Code(AgainstFindings found) =>
        new(
            $"Against {found.Other}",
            [new("experiment"), new("verdict"), new("what moved it")],
            [
                .. found.Experiments.Select(each =>
                    (EquatableList<ReportCell>)[each.Experiment, VerdictText.Cell(each.Verdict), each.Sentence]
                ),
            ],
            ["Both versions were trained on this machine, from the same seeds."]
        );

    private static ReportTable Gates(AgainstFindings found) =>
        new(
            "Gates of what moved",
            [
                new("experiment"),
                new("quantity"),
                new("there", Numeric: true),
                new("here", Numeric: true),
                new("change", Numeric: true),
                new("limit", Numeric: true),
                new("verdict"),
            ],
            [
                .. found
                    .Experiments.SelectMany(each => each.Outcome)
                    .Select(gate =>
                        (EquatableList<ReportCell>)
                            [
                                gate.Experiment,
                                gate.Quantity,
                                Numbers.Of(gate.Quantity, gate.Expected),
                                Numbers.Of(gate.Quantity, gate.Found),
                                gate is { Expected: { } there, Found: { } here }
                                    ? Numbers.Difference(gate.Quantity, there, here)
                                    : Numbers.None,
                                Numbers.Of(gate.Quantity, gate.Tolerance),
                                VerdictText.Cell(gate.Verdict),
                            ]
                    ),
            ],
            ["Means over the seeds. The limit is that of two single runs, divided by the root of the number of seeds."]
        );

    private static string FirstBeyond(ExperimentVerdict verdict)
    {
        var first = verdict.Comparisons.FirstOrDefault(c =>
            c.Blocking && c.Verdict is not (Verdict.Within or Verdict.Improvement)
        );
        return first is null ? "" : $"{first.Quantity}: {first.Because}";
    }
}
