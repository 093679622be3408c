using Repro.Quantities;
using Repro.Runs;

namespace Repro.Verdicts.Claims;

/// <summary>Describes the result of an intervention in a sentence.</summary>
internal static class InterventionText
{
    /// <summary>Display name of the kind: <c>best epoch weights</c>.</summary>
    public static string Name(InterventionKind kind) => Words.Of(kind).Replace('-', ' ');

    /// <param name="kind">An intervention that was tried.</param>
    /// <param name="evidence">Its result.</param>
    public static string Sentence(InterventionKind kind, Evidence evidence)
    {
        var values = evidence.Of(kind);
        return kind switch
        {
            InterventionKind.PerfectClassifier => "In these batches a perfect classifier gets "
                + $"{Figure.Text(values.Average())}{Without(evidence.Series)}.",
            InterventionKind.ShuffledBatches =>
                $"In shuffled batches the same predictions get {Figure.Text(values.Average())}{Over(evidence.Global)}.",
            InterventionKind.EvenErrors => "A classifier with even errors gets the printed "
                + $"{Figure.Text(evidence.Figure.Printed.Value())} there where it gets "
                + $"{Figure.Text(values.Average())} over all reviews{OfOurs(evidence)}.",
            InterventionKind.BatchesWithPositives => $"Over the batches that hold a positive ours is {Range(values)}.",
            InterventionKind.BestEpochWeights => "With the best epoch's weights ours is "
                + $"{Range(values)}{Runs(values)}{InsteadOf(evidence.Without(kind))}.",
            InterventionKind.FileOrder => "With the files in another order ours is "
                + $"{Range(values)}{Runs(values)}{InsteadOf(evidence.Without(kind))}.",
            _ => $"Over {ClaimText.Count(values.Count, "seed")} ours is {Range(values)}.",
        };
    }

    public static string Range(IReadOnlyList<double> values) =>
        Figure.Text(values.Min()) is var low && Figure.Text(values.Max()) is var high && low == high
            ? low
            : $"{low} … {high}";

    private static string Without(RunSeries series) =>
        series.Values(QuantityNames.BatchesWithoutPositives) is { Count: > 0 } without
        && series.Values(QuantityNames.TestBatches) is { Count: > 0 } all
            ? $": {Figure.Text(without)} of {Figure.Text(all)} hold no positive"
            : "";

    private static string Over(IReadOnlyList<double> global) =>
        global.Count == 0 ? "" : $", over all reviews {Figure.Text(global.Average())}";

    private static string OfOurs(Evidence evidence) =>
        evidence.GlobalByEvenErrors is { Count: > 0 } ours
            ? $"; ours would get {Figure.Text(ours.Average())} and gets {Figure.Text(evidence.Global.Average())}"
            : "";

    private static string InsteadOf(IReadOnlyList<double> values) =>
        values.Count == 0 ? "" : $" instead of {Range(values)}";

    private static string Runs(IReadOnlyList<double> values) => $" ({ClaimText.Count(values.Count, "run")})";
}
