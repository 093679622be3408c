using System.Globalization;
using Repro.Experiments;
using Repro.Metrics;
using Repro.Quantities;
using Repro.Requests;
using Repro.Runs;
using Repro.Statistics;
using Repro.Verdicts.Report.Tables;

namespace Repro.Verdicts.Report.Sections;

/// <summary>
/// Results of several settings or seeds: one line per setting and experiment, with mean ± standard deviation over
/// seeds.
/// </summary>
public static class SweepSection
{
    private static readonly (string Title, string Quantity)[] Shown =
    [
        ("epochs", QuantityNames.TrainedEpochs),
        ("best loss", QuantityNames.BestValidationLoss),
        ("F1 global", QuantityNames.F1Global),
        ("F1 batch mean", QuantityNames.F1BatchMean),
    ];

    /// <param name="requests">One request for every setting and seed.</param>
    public static ReportTable Build(IReadOnlyList<ResolvedRequest> requests)
    {
        var seeds = requests.Select(r => r.Seed).Distinct().ToList();
        var rows = requests
            .GroupBy(r => r.Overrides)
            .SelectMany(setting => setting.First().Experiments.Select(spec => Row(setting.Key, spec, [.. setting])));
        return new ReportTable(
            "Settings",
            [
                new("set"),
                new("experiment"),
                .. Shown.Select(s => new ReportColumn(s.Title, Numeric: true)),
                new("time", Numeric: true),
            ],
            [.. rows],
            seeds.Count == 1
                ? []
                :
                [
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"Mean ± standard deviation over {seeds.Count} seeds; the longest time."
                    ),
                ]
        );
    }

    private static EquatableList<ReportCell> Row(
        EquatableList<string> set,
        ExperimentSpec spec,
        List<ResolvedRequest> seeds
    )
    {
        List<RunResult> runs =
        [
            .. seeds
                .Select(r => r.FolderOf(spec with { Seed = r.Seed }))
                .Where(f => File.Exists(f.Complete))
                .Select(folder => RunResult.Read(folder).Checked()),
        ];
        return
        [
            set.Count == 0 ? Numbers.None : Sweep.Name(set),
            spec.Name(),
            .. Shown.Select(s => new ReportCell(
                Cell([
                    .. runs.Where(r => r.Metrics.ContainsKey(s.Quantity))
                        .Select(r => r.Metrics[s.Quantity])
                        .Where(double.IsFinite),
                ])
            )),
            runs.Count == 0
                ? Numbers.None
                : DurationText.Of(TimeSpan.FromSeconds(runs.Max(r => r.Manifest.Seconds.Values.Sum()))),
        ];
    }

    private static string Cell(IReadOnlyList<double> values) =>
        values.Count switch
        {
            0 => Numbers.None,
            1 => Numbers.Plain(Math.Round(values[0], 4)),
            _ => $"{Numbers.Plain(Math.Round(values.Average(), 4))} ± "
                + $"{Numbers.Plain(Math.Round(Spread.Of(values).Sd, 4))}",
        };
}
