using Repro.Data.Prepare;
using Repro.Data.Prepare.Batches;
using Repro.Experiments;
using Repro.Randomness;

namespace Repro.Benchmarks.Kernels;

/// <summary>
/// Batches like those of IMDB in what speed depends on: one long review among short ones, and words by Zipf's law.
/// </summary>
internal static class MadeUpBatch
{
    /// <param name="reviews">Half of them positive.</param>
    /// <param name="meanLength">Tokens of a review, the first apart.</param>
    /// <param name="spread">How far from the mean they may be, as a share of it.</param>
    /// <param name="longest">Tokens of the first review.</param>
    /// <param name="vocabulary">Entries to draw words from.</param>
    /// <param name="layout">As the model takes it.</param>
    public static Batch Generate(
        int reviews,
        int meanLength,
        double spread,
        int longest,
        int vocabulary,
        BatchLayout layout
    )
    {
        var random = new PythonRandom(1);
        int[] lengths =
        [
            longest,
            .. Enumerable
                .Range(1, reviews - 1)
                .Select(_ => (int)(meanLength * (1 - spread + (2 * spread * random.NextDouble()))))
                .OrderDescending(),
        ];
        var starts = new int[reviews + 1];
        for (var i = 0; i < reviews; i++)
            starts[i + 1] = starts[i] + lengths[i];

        // Log-uniform ranks are Zipf's: the r-th word occurs in proportion to 1/r.
        int[] tokens =
        [
            .. Enumerable
                .Range(0, starts[^1])
                .Select(_ => Math.Min(vocabulary - 1, 1 + (int)Math.Pow(vocabulary, random.NextDouble()))),
        ];
        string[] ids = [.. lengths.Select((_, i) => FormattableString.Invariant($"{i}"))];
        var encoded = new EncodedReviews(ids, [.. ids.Select((_, i) => (byte)(i % 2))], starts, tokens);
        return new Batch(encoded, [.. Enumerable.Range(0, reviews)], layout);
    }
}
