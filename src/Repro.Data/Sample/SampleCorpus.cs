using System.Globalization;
using System.Text;
using Repro.Data.Fetch.Archives;
using Repro.Data.Prepare;

namespace Repro.Data.Sample;

/// <summary>
/// The corpus of the <c>sample</c> profile: reviews made by a small grammar (SampleCorpus.md), so that a first run and
/// the tests need no network. Integer arithmetic only: a seed gives the same bytes on every machine.
/// </summary>
public static class SampleCorpus
{
    // Of a hundred reviews so many carry the wrong label: no model can be right about them.
    private const int NoisePercent = 6;

    /// <summary>
    /// Reviews in canonical order, each half of each part as large as the other; an odd one out is negative.
    /// </summary>
    /// <param name="seed">Any number.</param>
    /// <param name="trainingReviews">Size of the training part, 2 or more. Review i of a part does not depend on the
    /// sizes.</param>
    /// <param name="testReviews">Size of the test part, 2 or more.</param>
    public static ReviewCorpus Generate(long seed, int trainingReviews, int testReviews)
    {
        var train = Part("train", seed, 0, trainingReviews);
        var test = Part("test", seed, 2, testReviews);
        return new ReviewCorpus("sample", train, test, ReviewArchive.Digest([.. train.Concat(test).Select(File)]));
    }

    private static ReviewFile File(Review review) =>
        new(
            review.Id[..review.Id.LastIndexOf('/')],
            review.Id[(review.Id.LastIndexOf('/') + 1)..] + ".txt",
            Encoding.UTF8.GetBytes(review.Text)
        );

    private static List<Review> Part(string part, long seed, int family, int count) =>
        Fault(part, count) is { } fault
            ? throw ReproException.Usage(fault)
            :
            [
                .. Half(part, "pos", seed, family, count / 2),
                .. Half(part, "neg", seed, family + 1, count - (count / 2)),
            ];

    /// <summary>Why so many reviews cannot be made; null where they can.</summary>
    /// <param name="part">What for: train, test.</param>
    /// <param name="count">Of both labels.</param>
    public static string? Fault(string part, int count) =>
        count >= 2
            ? null
            : string.Create(
                CultureInfo.InvariantCulture,
                $"sample corpus: {count} reviews to {part} are too few; it takes 2 or more, one of each label. Ask for "
                    + $"more."
            );

    private static IEnumerable<Review> Half(string part, string label, long seed, int family, int count) =>
        Enumerable
            .Range(0, count)
            .Select(i => Make(part, label, i, SplitMix64.Stream(seed, family, i)))
            .OrderBy(review => review.Id + ".txt", StringComparer.Ordinal);

    private static Review Make(string part, string label, int number, SplitMix64 random)
    {
        var side = label == "pos" ? 1 : -1;
        var noisy = random.Chance(NoisePercent);
        var review = SampleReview.Draw(random, noisy ? -side : side);
        var rating = side > 0 ? Math.Clamp(6 + review.Score, 7, 10) : Math.Clamp(5 + review.Score, 1, 4);
        return new Review(
            string.Create(CultureInfo.InvariantCulture, $"{part}/{label}/{number}_{rating}"),
            review.Text,
            label
        );
    }
}
