using System.Globalization;
using Repro;
using Repro.Experiments;
using Repro.Quantities;
using Repro.Runs;
using Repro.Verdicts.Baselines;
using Repro.Verdicts.Compare;
using Repro.Verdicts.Report.Tables;

namespace ReproBuild.Arithmetic;

/// <summary>How far each experiment's twins went, as console and Markdown show it.</summary>
public static class TwinTable
{
    /// <param name="specs">The experiments.</param>
    /// <param name="folderOf">Where the run of each is.</param>
    /// <param name="twins"><c>artifacts/twins</c>.</param>
    public static ReportTable Of(
        IReadOnlyList<ExperimentSpec> specs,
        Func<ExperimentSpec, RunFolder> folderOf,
        string twins
    ) =>
        new(
            "Rounding twins",
            [
                new("experiment"),
                new("twins", Numeric: true),
                new("other arithmetic", Numeric: true),
                new("other bits", Numeric: true),
                new("first epoch's steps", Numeric: true),
                new("validation loss, first epoch", Numeric: true),
                new("last", Numeric: true),
                new("F1", Numeric: true),
                new("probability", Numeric: true),
            ],
            [.. specs.Select(spec => Row(spec.Name(), folderOf(spec), RoundingTwin.FoldersOf(twins, spec)))],
            ["Each is the largest difference from the run itself: absolute, losses in nats."]
        );

    /// <summary>
    /// Runs whose arithmetic has the digest of the run's own and whose bits are others: then the digest does not see what
    /// moved them, and no lane may rely on it.
    /// </summary>
    /// <param name="specs">The experiments.</param>
    /// <param name="folderOf">Where the run of each is.</param>
    /// <param name="twins"><c>artifacts/twins</c>.</param>
    public static IEnumerable<string> Unseen(
        IReadOnlyList<ExperimentSpec> specs,
        Func<ExperimentSpec, RunFolder> folderOf,
        string twins
    ) =>
        from spec in specs
        let run = RunResult.Read(folderOf(spec))
        from twin in RoundingTwin.FoldersOf(twins, spec)
        where File.Exists(twin.Folder.Complete)
        let other = RunResult.Read(twin.Folder)
        where
            other.Manifest.Arithmetic == run.Manifest.Arithmetic
            && ExactDifference.Of(ExactRecord.Of(run)!, ExactRecord.Of(other)!).Differing > 0
        select $"{spec.Name()} under {twin.Name}";

    private static EquatableList<ReportCell> Row(
        string experiment,
        RunFolder run,
        IReadOnlyList<(string Name, RunFolder Folder)> twins
    )
    {
        var result = RunResult.Read(run);
        var accepted = ExactRecord.Of(result)!;
        var others = twins
            .Where(t => File.Exists(t.Folder.Complete))
            .Count(t => RunResult.Read(t.Folder).Manifest.Arithmetic != result.Manifest.Arithmetic);
        var records = twins
            .Where(t => File.Exists(t.Folder.Complete))
            .Select(t => (t.Name, Record: ExactRecord.Of(RunResult.Read(t.Folder))!))
            .ToList();
        var span = RoundingSpan.Of(accepted, records);
        return
        [
            experiment,
            Number(records.Count),
            Number(others),
            Number(records.Count(r => ExactDifference.Of(accepted, r.Record).Differing > 0)),
            Power(span.FirstEpoch.Max()),
            Power(span.Values.GetValueOrDefault(QuantityPath.ValidationLoss(1), double.NaN)),
            Power(span.Values.GetValueOrDefault(QuantityNames.LastValidationLoss, double.NaN)),
            Power(span.Values.GetValueOrDefault(QuantityNames.F1Global, double.NaN)),
            Power(FloatText.Read(span.Probabilities).Max()),
        ];
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Power(double value) => value.ToString("0.0e+0", CultureInfo.InvariantCulture);
}
