using Repro.Metrics;
using Repro.Quantities;

namespace Repro.Verdicts.Interventions;

/// <summary>The run's predictions, without the test batches that have no positives.</summary>
internal static class BatchesWithPositives
{
    /// <returns>Null if no batch has any.</returns>
    public static SortedDictionary<string, double>? Values(IReadOnlyList<BinaryMetrics> batches)
    {
        var kept = batches.Where(b => b.HasPositives()).ToList();
        return kept.Count == 0
            ? null
            : new(StringComparer.Ordinal)
            {
                [QuantityNames.F1BatchMean] = kept.Average(b => b.F1),
                [QuantityNames.TestBatches] = kept.Count,
            };
    }
}
