using Repro.Data.Inputs;
using Repro.Data.Prepare;
using Repro.Experiments;
using Repro.Files;

namespace SecondAssignment.Topics;

/// <summary>
/// The made-up notebook's data: lines about cooking and about the weather. Integer arithmetic only: the same lines on
/// every machine.
/// </summary>
internal static class TopicLines
{
    private static readonly string[] Filler =
    [
        "today",
        "we",
        "have",
        "some",
        "and",
        "then",
        "a",
        "little",
        "more",
        "of",
        "it",
    ];
    private static readonly string[] Cooking = ["flour", "salt", "butter", "onion", "pepper", "soup"];
    private static readonly string[] Weather = ["rain", "wind", "cloud", "sun", "frost", "storm"];

    /// <summary>Two of cooking to one of the weather, so that weather is label 1 in every split.</summary>
    public static ExperimentInputs Inputs(ExperimentSpec spec)
    {
        Review[] train = [.. Lines("train", "cooking", 360), .. Lines("train", "weather", 180)],
            test = [.. Lines("test", "cooking", 120), .. Lines("test", "weather", 60)];
        var corpus = new ReviewCorpus("topics", train, test, Json.Hash(new { train, test }));
        return new ExperimentInputs(
            corpus.Digest,
            PreparedCorpus.Prepare(corpus, spec.Corpus, spec.Seed),
            Vectors: null
        );
    }

    private static IEnumerable<Review> Lines(string part, string label, int count) =>
        Enumerable
            .Range(0, count)
            .Select(i => new Review(
                $"{part}/{label}/{i}",
                Line(label == "cooking", (part == "train" ? 3 : 5) + (i * 17)),
                label
            ));

    // Three words of its topic and, in every fourth line, two of the other one; every 41st line is about the other one
    // altogether.
    private static string Line(bool cooking, int number)
    {
        var (own, other) = cooking ^ (number % 41 == 0) ? (Cooking, Weather) : (Weather, Cooking);
        var words = Enumerable
            .Range(0, 3)
            .Select(i => own[(number + (i * i)) % own.Length])
            .Concat(Enumerable.Range(0, number % 4 == 0 ? 2 : 0).Select(i => other[((number * 3) + i) % other.Length]))
            .Concat(Enumerable.Range(0, number % 9).Select(i => Filler[(number + (i * 4)) % Filler.Length]));
        return string.Join(' ', words);
    }
}
