namespace Repro.Metrics;

/// <summary>
/// Area under the receiver operating characteristic: the chance that a positive scores above a negative, ties counting
/// one half.
/// </summary>
public static class RocAuc
{
    /// <summary>
    /// By mid-ranks (Mann and Whitney 1947), which equals the trapezoids of scikit-learn's <c>roc_auc_score</c>.
    /// </summary>
    /// <param name="labels">0 or 1.</param>
    /// <param name="scores">Any order-preserving score of class 1; not NaN.</param>
    /// <returns>0 … 1, or null if a class is absent, because the area is undefined.</returns>
    public static double? Of(ReadOnlySpan<int> labels, ReadOnlySpan<double> scores)
    {
        Classes.Check(labels, scores.Length);
        var (sorted, order) = (scores.ToArray(), labels.ToArray());
        if (sorted.Any(double.IsNaN))
            throw new ReproException(
                ExitCode.NotMeasured,
                "predictions: a score is NaN, which has no rank. Train the run again."
            );
        Array.Sort(sorted, order);

        long positives = order.Sum(),
            negatives = order.Length - positives;
        if (positives == 0 || negatives == 0)
            return null;
        return (TwiceRankSum(sorted, order) - (positives * (positives + 1))) / (2.0 * positives * negatives);
    }

    /// <summary>
    /// Twice the rank sum of the positives, with tied scores sharing their mean rank; always a whole number.
    /// </summary>
    private static long TwiceRankSum(double[] sorted, int[] labels)
    {
        long sum = 0;
        for (int start = 0, end; start < sorted.Length; start = end)
        {
            var positives = 0;
            for (end = start; end < sorted.Length && sorted[end].Equals(sorted[start]); end++)
                positives += labels[end];
            sum += (long)positives * (start + 1 + end);
        }

        return sum;
    }
}
