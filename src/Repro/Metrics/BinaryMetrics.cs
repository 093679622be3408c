namespace Repro.Metrics;

/// <summary>
/// The four counts of a binary classifier, label 1 being the positive class. Counts add up over batches (<c>+</c>) and
/// are divided once, at the end; a ratio whose denominator is 0 is 0, as with scikit-learn's <c>zero_division=0</c>.
/// </summary>
public readonly record struct BinaryMetrics(
    long TruePositives,
    long FalsePositives,
    long TrueNegatives,
    long FalseNegatives
)
{
    public long Count => TruePositives + FalsePositives + TrueNegatives + FalseNegatives;

    /// <summary>Share of reviews classified correctly; 0 … 1.</summary>
    public double Accuracy => Ratio(TruePositives + TrueNegatives, Count);

    /// <summary>Share of predicted positives that are positive; 0 … 1.</summary>
    public double Precision => Ratio(TruePositives, TruePositives + FalsePositives);

    /// <summary>Share of positives that were found; 0 … 1.</summary>
    public double Recall => Ratio(TruePositives, TruePositives + FalseNegatives);

    /// <summary>Harmonic mean of precision and recall; 0 … 1. Symmetric in labels and predictions.</summary>
    public double F1 => Ratio(2 * TruePositives, (2 * TruePositives) + FalsePositives + FalseNegatives);

    public static BinaryMetrics operator +(BinaryMetrics a, BinaryMetrics b) =>
        new(
            a.TruePositives + b.TruePositives,
            a.FalsePositives + b.FalsePositives,
            a.TrueNegatives + b.TrueNegatives,
            a.FalseNegatives + b.FalseNegatives
        );

    public static BinaryMetrics Add(BinaryMetrics left, BinaryMetrics right) => left + right;

    /// <param name="labels">0 or 1, one per review.</param>
    /// <param name="predictions">0 or 1, one per review.</param>
    /// <exception cref="ReproException">The lengths differ, or a value is neither 0 nor 1 (exit code 6).</exception>
    public static BinaryMetrics Of(ReadOnlySpan<int> labels, ReadOnlySpan<int> predictions)
    {
        Classes.Check(labels, predictions.Length);
        Classes.Check(predictions, labels.Length);
        Span<long> counts = stackalloc long[4];
        for (var i = 0; i < labels.Length; i++)
            counts[(labels[i] * 2) + predictions[i]]++;
        return new BinaryMetrics(
            TruePositives: counts[3],
            FalsePositives: counts[1],
            TrueNegatives: counts[0],
            FalseNegatives: counts[2]
        );
    }

    private static double Ratio(long part, long whole) => whole == 0 ? 0 : (double)part / whole;
}
