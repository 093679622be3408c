using System.Globalization;
using Repro.Data.Prepare;
using Repro.Data.Prepare.Tokens;
using Repro.Experiments;

namespace Repro.Testing;

/// <summary>
/// Small corpora of made-up reviews, the same ones every time: positives first, one to nine words each.
/// </summary>
internal static class ToyReviews
{
    private static readonly string[] Words = ["the", "film", "Fine", "dull", "été", "ΣΑΣ", "a", "plot", "😀", "pad"];

    public static ReviewCorpus Corpus(int train, int test, string digest = "toy") =>
        new("toy", Reviews("train", train), Reviews("test", test), digest);

    public static CorpusSpec Spec(int train = 0, int test = 0) =>
        new()
        {
            Name = "toy",
            TrainingReviews = train,
            TestReviews = test,
            Seed = 1234,
            TrainShare = 0.7,
        };

    public static PreparedCorpus Prepared(int train, int test, long seed = 1234) =>
        PreparedCorpus.Prepare(Corpus(train, test), Spec(), seed);

    /// <summary>Reviews of given lengths, alternately positive and negative.</summary>
    public static EncodedReviews OfLengths(params int[] lengths)
    {
        Review[] reviews =
        [
            .. lengths.Select(
                (length, i) =>
                    new Review(
                        Number(i),
                        string.Join(' ', Enumerable.Range(0, length).Select(t => $"w{t}")),
                        i % 2 == 0 ? "pos" : "neg"
                    )
            ),
        ];
        return EncodedReviews.Encode(
            reviews,
            Vocabulary.Build([.. reviews.Select(r => r.Text)]),
            LabelVocabulary.Build(["neg", "pos"])
        );
    }

    private static Review[] Reviews(string part, int count) =>
        [
            .. Enumerable
                .Range(0, count)
                .Select(i => new Review(
                    $"{part}/{Label(i, count)}/{Number(i)}",
                    string.Join(
                        ' ',
                        Enumerable.Range(0, 1 + i * 7 % 9).Select(t => Words[(i * 3 + t * t) % Words.Length])
                    ),
                    Label(i, count)
                )),
        ];

    private static string Label(int i, int count) => i * 2 < count ? "pos" : "neg";

    private static string Number(int i) => i.ToString(CultureInfo.InvariantCulture);
}
