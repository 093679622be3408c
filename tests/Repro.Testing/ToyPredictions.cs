using Repro.Data.Imdb;
using Repro.Data.Prepare;
using Repro.Experiments;
using Repro.Runs;

namespace Repro.Testing;

/// <summary>
/// Two sides' predictions of the eight test reviews of a toy corpus, which stands in for the published one. The second
/// side has them in another order.
/// </summary>
internal static class ToyPredictions
{
    public static TestPredictions Before { get; } =
        Of(
            ("test/pos/0", 1, 0.875f),
            ("test/pos/1", 1, 0.8125f),
            ("test/pos/2", 1, 0.625f),
            ("test/pos/3", 1, 0.375f),
            ("test/neg/4", 0, 0.8125f),
            ("test/neg/5", 0, 0.6875f),
            ("test/neg/6", 0, 0.5625f),
            ("test/neg/7", 0, 0.125f)
        );

    /// <summary>One positive becomes wrong, three negatives right, and one probability stays.</summary>
    public static TestPredictions After { get; } =
        Of(
            ("test/neg/7", 0, 0.0625f),
            ("test/neg/6", 0, 0.4375f),
            ("test/neg/5", 0, 0.3125f),
            ("test/neg/4", 0, 0.1875f),
            ("test/pos/3", 1, 0.25f),
            ("test/pos/2", 1, 0.625f),
            ("test/pos/1", 1, 0.3125f),
            ("test/pos/0", 1, 0.9375f)
        );

    /// <summary>The second side as a test of the first one's batches left it.</summary>
    public static TestPredictions AfterInOrder { get; } =
        Before with
        {
            Probabilities = [.. After.Probabilities.Reverse()],
        };

    public static TestPredictions Of(params (string Id, int Label, float Probability)[] reviews) =>
        new(
            [.. reviews.Select(r => r.Id)],
            [.. reviews.Select(r => r.Label)],
            [.. reviews.Select(r => r.Probability)],
            [reviews.Length]
        );

    /// <summary>The same with label 0 and label 1 changed about, as another split may number them.</summary>
    public static TestPredictions Renumbered(this TestPredictions side) =>
        side with
        {
            Labels = [.. side.Labels.Select(label => 1 - label)],
            Probabilities = [.. side.Probabilities.Select(p => 1 - p)],
        };

    /// <summary>A run of them on the published reviews.</summary>
    public static ToyRun Run(
        TestPredictions predictions,
        long seed = 1234,
        ProtocolKind protocol = ProtocolKind.AsWritten
    ) =>
        ToyTest.Run(ModelKind.CnnGlove, predictions, seed, protocol: protocol) with
        {
            CorpusDigest = ImdbReviews.PublishedDigest,
        };

    /// <summary>Leaves the toy corpus in a cache, under the published one's digest.</summary>
    public static void Prepare(string cache, ExperimentSpec spec) =>
        new PreparedCorpusCache(Path.Combine(cache, "prepared"), ToyRun.Program).GetOrPrepare(
            spec.Corpus,
            spec.Seed,
            ImdbReviews.PublishedDigest,
            () => ToyReviews.Corpus(20, 8, ImdbReviews.PublishedDigest)
        );
}
