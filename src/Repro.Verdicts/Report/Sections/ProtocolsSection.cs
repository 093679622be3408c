using Repro.Experiments;
using Repro.Quantities;
using Repro.Runs;
using Repro.Verdicts.Report.Tables;

namespace Repro.Verdicts.Report.Sections;

/// <summary>Compares each model as written and as corrected.</summary>
internal static class ProtocolsSection
{
    private static readonly (string Words, string Quantity)[] Shown =
    [
        ("F1, mean over batches", QuantityNames.F1BatchMean),
        ("… of a perfect classifier", QuantityNames.F1BatchMeanCeiling),
        ("… same predictions, shuffled batches", QuantityNames.F1BatchMeanShuffled),
        ("F1 over all reviews", QuantityNames.F1Global),
        ("accuracy", QuantityNames.Accuracy),
        ("ROC AUC", QuantityNames.RocAuc),
        ("epochs trained", QuantityNames.TrainedEpochs),
        ("best validation loss", QuantityNames.BestValidationLoss),
    ];

    public static ReportTable Build(ReportData data) =>
        new(
            "As written and corrected",
            [new("model"), new("quantity"), new("as written", true), new("corrected", true)],
            [.. data.Assignment.Models.SelectMany(model => Rows(model, data.Runs))],
            ["As written keeps what the notebook's code really does; corrected does what its author meant."]
        );

    private static IEnumerable<EquatableList<ReportCell>> Rows(ModelName model, IReadOnlyList<RunResult> runs)
    {
        var (written, corrected) = (Run(ProtocolKind.AsWritten), Run(ProtocolKind.Corrected));
        if (written is null && corrected is null)
            yield break;
        foreach (var (words, quantity) in Shown.Where(s => Has(written, s.Quantity) || Has(corrected, s.Quantity)))
            yield return [model.Word, words, Text(written, quantity), Text(corrected, quantity)];

        RunResult? Run(ProtocolKind protocol) =>
            runs.FirstOrDefault(r => r.Spec.Model == model && r.Spec.Protocol == protocol);
    }

    private static bool Has(RunResult? run, string quantity) => run?.Metrics.ContainsKey(quantity) == true;

    private static string Text(RunResult? run, string quantity) =>
        run is not null && run.Metrics.TryGetValue(quantity, out var value)
            ? Numbers.Of(quantity, value)
            : Numbers.None;
}
