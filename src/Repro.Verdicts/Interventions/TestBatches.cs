using Repro.Metrics;
using Repro.Runs;

namespace Repro.Verdicts.Interventions;

/// <summary>Counts true and false positives and negatives of each test batch, in order.</summary>
internal static class TestBatches
{
    /// <exception cref="ReproException">The predictions are damaged (exit code 6).</exception>
    public static IReadOnlyList<BinaryMetrics> Count(TestPredictions predictions)
    {
        int[] labels = [.. predictions.Labels],
            classes = [.. predictions.Probabilities.Select(Classes.Round)];
        var batches = new List<BinaryMetrics>(predictions.BatchSizes.Count);
        var start = 0;
        foreach (var size in predictions.BatchSizes)
        {
            batches.Add(BinaryMetrics.Of(labels.AsSpan(start, size), classes.AsSpan(start, size)));
            start += size;
        }

        return batches;
    }

    public static bool HasPositives(this BinaryMetrics batch) => batch.TruePositives + batch.FalseNegatives > 0;
}
