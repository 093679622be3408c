using Repro.Quantities;
using Repro.Runs;
using Repro.Verdicts.Compare;
using Repro.Verdicts.Report.Tables;

namespace Repro.Verdicts.Report.Sections;

/// <summary>One line per experiment.</summary>
internal static class ExperimentsSection
{
    private static readonly (string Title, string Quantity)[] Shown =
    [
        ("epochs", QuantityNames.TrainedEpochs),
        ("best\nloss", QuantityNames.BestValidationLoss),
        ("F1\nglobal", QuantityNames.F1Global),
        ("F1 batch\nmean", QuantityNames.F1BatchMean),
    ];

    public static ReportTable Build(ReportData data) =>
        new(
            $"Experiments of profile {data.Overall.Profile}",
            [
                new("experiment"),
                .. Shown.Select(s => new ReportColumn(s.Title, Numeric: true)),
                new("time", Numeric: true),
                new("verdict"),
            ],
            [
                .. data.Overall.Experiments.Select(e => Row(e, data.Runs.FirstOrDefault(r => r.Folder.Root == e.Run))),
                .. data.Overall.Missing.Select(Missing),
            ],
            [
                "Best loss: the lowest validation loss.",
                .. data
                    .Overall.Experiments.Take(1)
                    .Where(e => e.Seeds is not null)
                    .Select(e => $"Means over seeds {e.Seeds}; times of seed {e.Seed}."),
                .. data
                    .Overall.Experiments.Where(e => e.OtherProgram is not null)
                    .Select(e =>
                        $"{e.Experiment} was made by another program ({ProgramDigest.Abbreviated(e.OtherProgram)})."
                    ),
            ]
        );

    private static EquatableList<ReportCell> Row(ExperimentVerdict experiment, RunResult? run) =>
        [
            experiment.Experiment,
            .. Shown.Select(s => new ReportCell(Short(s.Quantity, experiment, run))),
            run is null ? Numbers.None : DurationText.Of(TimeSpan.FromSeconds(run.Manifest.Seconds.Values.Sum())),
            VerdictText.Cell(VerdictFiles.Of(experiment)),
        ];

    private static EquatableList<ReportCell> Missing(string experiment) =>
        [
            experiment,
            .. Shown.Select(_ => new ReportCell(Numbers.None)),
            Numbers.None,
            VerdictText.Cell(Verdict.NotMeasured),
        ];

    // Four decimals are enough for an overview; the metrics section shows all digits.
    private static string Short(string quantity, ExperimentVerdict experiment, RunResult? run) =>
        experiment.Seeds is not null ? Mean(experiment.Comparisons.FirstOrDefault(c => c.Quantity == quantity))
        : run is not null && run.Metrics.TryGetValue(quantity, out var value) && double.IsFinite(value)
            ? Numbers.Plain(Math.Round(value, 4))
        : Numbers.None;

    private static string Mean(QuantityComparison? comparison) =>
        comparison?.Found is { } mean ? Numbers.Plain(Math.Round(mean, 4)) : Numbers.None;
}
