using Repro.Experiments;
using Repro.Randomness;

namespace Repro.Metrics;

/// <summary>Q4: the two F1 averages, named as <see cref="F1Average"/> names them.</summary>
public static class F1Averages
{
    /// <summary>One F1 over all reviews.</summary>
    public static double Global(ReadOnlySpan<int> labels, ReadOnlySpan<int> predictions) =>
        BinaryMetrics.Of(labels, predictions).F1;

    /// <summary>
    /// Unweighted mean of the F1 of each batch. A batch without positives counts 0, even if every prediction in it is
    /// correct. This keeps the notebook's CNNs below one half.
    /// </summary>
    /// <param name="labels">0 or 1, in batch order.</param>
    /// <param name="predictions">0 or 1, in the same order.</param>
    /// <param name="batchSizes">Reviews per batch, at least 1 each; they sum to the number of reviews.</param>
    public static double BatchMean(
        ReadOnlySpan<int> labels,
        ReadOnlySpan<int> predictions,
        ReadOnlySpan<int> batchSizes
    )
    {
        CheckSizes(batchSizes, labels.Length);
        var sum = 0.0;
        var start = 0;
        foreach (var size in batchSizes)
        {
            sum += BinaryMetrics.Of(labels.Slice(start, size), predictions.Slice(start, size)).F1;
            start += size;
        }

        return sum / batchSizes.Length;
    }

    /// <summary>The batch mean of a perfect classifier: the share of batches that hold a positive.</summary>
    public static double BatchMeanCeiling(ReadOnlySpan<int> labels, ReadOnlySpan<int> batchSizes) =>
        BatchMean(labels, labels, batchSizes);

    /// <summary>
    /// Intervention on the batch mean: the same predictions, with the reviews assigned at random to batches of the same
    /// sizes. The remaining distance to <see cref="Global"/> is due to averaging; the rest was due to the order of the
    /// reviews.
    /// </summary>
    /// <param name="labels">0 or 1.</param>
    /// <param name="predictions">0 or 1, in the same order.</param>
    /// <param name="batchSizes">As for <see cref="BatchMean"/>.</param>
    /// <param name="random">Draws the orders.</param>
    /// <param name="draws">How many orders the result is the mean of; at least 1.</param>
    public static double BatchMeanShuffled(
        int[] labels,
        int[] predictions,
        int[] batchSizes,
        PythonRandom random,
        int draws
    ) =>
        Enumerable
            .Range(0, draws)
            .Average(_ =>
            {
                var order = random.Sample(labels.Length, labels.Length);
                return BatchMean(
                    Array.ConvertAll(order, i => labels[i]),
                    Array.ConvertAll(order, i => predictions[i]),
                    batchSizes
                );
            });

    private static void CheckSizes(ReadOnlySpan<int> batchSizes, int reviews)
    {
        long sum = 0;
        foreach (var size in batchSizes)
            sum += size > 0 ? size : throw Wrong(size, "hold at least 1 review");
        if (sum != reviews || reviews == 0)
            throw Wrong(sum, $"sum to the number of reviews, {reviews}, which must be above 0");
    }

    private static ReproException Wrong(long found, string limit) =>
        new(ExitCode.NotMeasured, $"test batches: found {found}, but they must {limit}. Evaluate the run again.");
}
