using MathNet.Numerics.RootFinding;
using Repro.Metrics;
using Repro.Quantities;
using Repro.Runs;

namespace Repro.Verdicts.Interventions;

/// <summary>
/// A hypothetical classifier that is right on the same share of both labels' reviews, in the batches of a run. It
/// translates a batch mean into an F1 over all reviews: find the share that gives that mean, and compute its F1.
/// Whether a real classifier's errors are even enough can be checked where both are known: compare
/// <see cref="InterventionPath.GlobalOfOurs"/> with the run's own F1.
/// </summary>
/// <param name="batches">The counts of each test batch.</param>
internal sealed class EvenErrors(IReadOnlyList<BinaryMetrics> batches)
{
    private readonly double[] positives = [.. batches.Select(b => (double)(b.TruePositives + b.FalseNegatives))],
        reviews = [.. batches.Select(b => (double)b.Count)];

    /// <param name="batches">The counts of each test batch.</param>
    /// <param name="printed">A printed mean over batches.</param>
    /// <returns>Null if not even a perfect classifier reaches it.</returns>
    public static SortedDictionary<string, double>? Values(IReadOnlyList<BinaryMetrics> batches, double printed)
    {
        var even = new EvenErrors(batches);
        return even.Share(printed) is not { } share
            ? null
            : new(StringComparer.Ordinal)
            {
                [QuantityNames.F1BatchMean] = printed,
                [QuantityNames.F1Global] = even.Global(share),
                [InterventionPath.GlobalOfOurs] = even.Global(even.Share(batches.Average(b => b.F1)) ?? 1),
            };
    }

    /// <summary>F1 over all reviews.</summary>
    /// <param name="share">Share of each label's reviews that it classifies correctly; 0 … 1.</param>
    public double Global(double share) => F1(share, positives.Sum(), reviews.Sum());

    /// <summary>Mean of the batches' F1s; rises with <paramref name="share"/>.</summary>
    public double BatchMean(double share) => positives.Zip(reviews, (p, n) => F1(share, p, n)).Average();

    /// <summary>The share that gives a batch mean, or null if none does.</summary>
    public double? Share(double batchMean)
    {
        const double Accuracy = 1e-14;
        const int Halvings = 100;
        return
            batchMean >= 0
            && Bisection.TryFindRoot(
                share => BatchMean(share) - batchMean,
                lowerBound: 0,
                upperBound: 1,
                Accuracy,
                Halvings,
                out var root
            )
            ? root
            : null;
    }

    private static double F1(double share, double positives, double reviews) =>
        positives == 0 ? 0 : 2 * share * positives / ((2 * share * positives) + ((1 - share) * reviews));
}
