using System.Globalization;
using Repro.Experiments;
using Repro.Randomness;

namespace Repro.Data.Prepare;

/// <summary>
/// Selects the published reviews that a profile uses. One generator, seeded by the corpus and not by the run, draws
/// first from the training files and then from the test files, using <c>random.sample</c> over the positions in
/// canonical order. The selection keeps that order (pos before neg, as in the notebook's unsorted test batches). The
/// labels are not balanced exactly. A file order, if requested, uses a separate generator: <c>random.sample</c> over
/// each label's reviews, training before test.
/// </summary>
public static class CorpusSelection
{
    /// <returns>The corpus with the selected reviews and an unchanged digest.</returns>
    /// <exception cref="ReproException">More reviews are asked for than there are (exit code 2).</exception>
    public static ReviewCorpus Select(ReviewCorpus corpus, CorpusSpec spec)
    {
        var random = new PythonRandom(spec.Seed);
        var selected = corpus with
        {
            Train = Draw(corpus.Train, spec.TrainingReviews, random, "corpus.training-reviews"),
            Test = Draw(corpus.Test, spec.TestReviews, random, "corpus.test-reviews"),
        };
        return spec.FileOrder is { } seed ? Reordered(selected, new PythonRandom(seed)) : selected;
    }

    /// <summary>Why this number of reviews cannot be drawn; null if it can.</summary>
    public static string? Fault(string name, int count, int available) =>
        count >= 0 && count <= available
            ? null
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{name}: {count} is not within 0 (all) to {available}, the number of reviews there are. Choose a "
                    + $"number "
                    + $"in that range."
            );

    private static ReviewCorpus Reordered(ReviewCorpus corpus, PythonRandom random) =>
        corpus with
        {
            Train = Reordered(corpus.Train, random),
            Test = Reordered(corpus.Test, random),
        };

    // torchtext reads the labels' folders one after the other; only the order within a folder depends on the disk.
    private static IReadOnlyList<Review> Reordered(IReadOnlyList<Review> reviews, PythonRandom random) =>
        [
            .. reviews
                .GroupBy(review => review.Label)
                .SelectMany(label =>
                {
                    Review[] folder = [.. label];
                    return random.Sample(folder.Length, folder.Length).Select(i => folder[i]);
                }),
        ];

    private static IReadOnlyList<Review> Draw(
        IReadOnlyList<Review> reviews,
        int count,
        PythonRandom random,
        string name
    )
    {
        if (Fault(name, count, reviews.Count) is { } fault)
            throw ReproException.Usage(fault);
        if (count == 0)
            return reviews;
        var drawn = random.Sample(reviews.Count, count);
        Array.Sort(drawn);
        return [.. drawn.Select(i => reviews[i])];
    }
}
