using Repro.Compare;
using Repro.Experiment;

namespace Repro.Report;

/// <summary>
/// The same model as the notebook's code has it and as its author meant it: what the difference explains.
/// </summary>
internal static class ProtocolsSection
{
    private static readonly (string Words, string Quantity)[] Shown =
    [
        ("F1, mean over batches", Quantities.F1BatchMean),
        ("… of a perfect classifier", Quantities.F1BatchMeanCeiling),
        ("… same predictions, shuffled batches", Quantities.F1BatchMeanShuffled),
        ("F1 over all reviews", Quantities.F1Global),
        ("accuracy", Quantities.Accuracy),
        ("ROC AUC", Quantities.RocAuc),
        ("epochs trained", Quantities.TrainedEpochs),
        ("best validation loss", Quantities.BestValidationLoss),
    ];

    public static ReportTable Of(ReportData data) =>
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
