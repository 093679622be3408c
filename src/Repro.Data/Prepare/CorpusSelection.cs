using System.Globalization;
using Repro.Experiments;
using Repro.Randomness;

namespace Repro.Data.Prepare;

/// <summary>
/// Which of the published reviews a profile uses. One generator, seeded by the corpus and not by the run, draws first
/// among the training files and then among the test files, each time <c>random.sample</c> over the positions in
/// canonical order; what was drawn keeps that order (pos before neg, as the notebook's unsorted test batches have it).
/// The labels come out as they fall, near half and half. A file order, where one is asked for, is drawn by a generator
/// of its own: <c>random.sample</c> over each label's reviews, training before test.
/// </summary>
public static class CorpusSelection
{
    /// <returns>The corpus with fewer reviews, under its old digest.</returns>
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

    /// <summary>Why so many reviews cannot be drawn; null where they can.</summary>
    public static string? Fault(string name, int count, int available) =>
        count >= 0 && count <= available
            ? null
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{name}: {count} is not within 0 (all) to {available}, the number of reviews there are. Choose a number "
                    + $"in that range."
            );

    private static ReviewCorpus Reordered(ReviewCorpus corpus, PythonRandom random) =>
        corpus with
        {
            Train = Reordered(corpus.Train, random),
            Test = Reordered(corpus.Test, random),
        };

    // torchtext reads one label's folder after the other: only within one is the order the disk's.
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
