using Repro.Quantities;
using Repro.Randomness;
using Repro.Runs;

namespace Repro.Metrics;

/// <summary>Computes the test quantities from a model's predictions.</summary>
public static class Evaluator
{
    /// <summary>
    /// Number of orders that <see cref="QuantityNames.F1BatchMeanShuffled"/> averages over. On the notebook's 98
    /// batches this mean differs by at most 0.0002 between seeds.
    /// </summary>
    public const int Shuffles = 20;

    /// <summary>
    /// Every <c>test.*</c> quantity. The area under the curve is omitted if all reviews are of one class, because it is
    /// undefined there.
    /// </summary>
    /// <param name="predictions">One per test review, in batch order.</param>
    /// <param name="loss">Mean over test reviews of the binary cross-entropy, in nats.</param>
    /// <param name="seed">Draws the orders of <see cref="QuantityNames.F1BatchMeanShuffled"/>; the run's seed.</param>
    /// <exception cref="ReproException">A probability is NaN, a label is neither 0 nor 1, or the batch sizes do not add
    /// up to the number of reviews (exit code 6).</exception>
    public static SortedDictionary<string, double> Measure(TestPredictions predictions, double loss, long seed)
    {
        int[] labels = [.. predictions.Labels],
            classes = [.. predictions.Probabilities.Select(Classes.Round)],
            sizes = [.. predictions.BatchSizes];
        var metrics = BinaryMetrics.Of(labels, classes);
        var values = new SortedDictionary<string, double>(StringComparer.Ordinal)
        {
            [QuantityNames.TestLoss] = loss,
            [QuantityNames.F1Global] = metrics.F1,
            [QuantityNames.F1BatchMean] = F1Averages.BatchMean(labels, classes, sizes),
            [QuantityNames.F1BatchMeanCeiling] = F1Averages.BatchMeanCeiling(labels, sizes),
            [QuantityNames.F1BatchMeanShuffled] = F1Averages.BatchMeanShuffled(
                labels,
                classes,
                sizes,
                new PythonRandom(seed),
                Shuffles
            ),
            [QuantityNames.Accuracy] = metrics.Accuracy,
            [QuantityNames.Precision] = metrics.Precision,
            [QuantityNames.Recall] = metrics.Recall,
            [QuantityNames.TestBatches] = sizes.Length,
            [QuantityNames.BatchesWithoutPositives] = BatchesWithout(1, labels, sizes),
            [QuantityNames.BatchesWithoutNegatives] = BatchesWithout(0, labels, sizes),
        };
        if (RocAuc.Of(labels, [.. predictions.Probabilities.Select(p => (double)p)]) is { } area)
            values[QuantityNames.RocAuc] = area;
        return values;
    }

    private static int BatchesWithout(int label, int[] labels, int[] sizes)
    {
        var (without, start) = (0, 0);
        foreach (var size in sizes)
        {
            if (!labels.AsSpan(start, size).Contains(label))
                without++;
            start += size;
        }

        return without;
    }
}
