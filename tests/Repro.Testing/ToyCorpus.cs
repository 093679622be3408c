using Repro.Data.Prepare;
using Repro.Data.Prepare.Vectors;
using Repro.Experiments;

namespace Repro.Testing;

/// <summary>
/// A corpus small enough to train on in a test: what a review means hangs on one word among neutral ones.
/// </summary>
internal static class ToyCorpus
{
    private static readonly string[] Neutral =
    [
        "the",
        "film",
        "was",
        "a",
        "plot",
        "with",
        "actors",
        "and",
        "music",
        "in",
    ];
    private static readonly string[] Good = ["good", "great", "lovely"];
    private static readonly string[] Bad = ["bad", "awful", "dull"];

    /// <summary>70 training and 30 validation reviews of 4 to 12 tokens, and 20 to test.</summary>
    public static PreparedCorpus Prepared { get; } =
        PreparedCorpus.Prepare(
            new ReviewCorpus("toy", [.. Reviews("train", 100)], [.. Reviews("test", 20)], "toy"),
            Spec,
            1234
        );

    /// <summary>
    /// The same with every validation label turned round: the more a model learns, the worse it validates.
    /// </summary>
    public static PreparedCorpus Contrary { get; } =
        new(Prepared.Vocabulary, Prepared.Labels, Prepared.Train, TurnedRound(Prepared.Validation), Prepared.Test);

    /// <summary>An experiment over it that takes a moment.</summary>
    public static ExperimentSpec Experiment(ModelKind model, ProtocolKind protocol = ProtocolKind.AsWritten)
    {
        var spec = Profiles.Spec(Profiles.Sample, model, protocol, vectors: "toy.4d");
        return spec with
        {
            Corpus = Spec,
            Rnn = spec.Rnn is null ? null : ToyModels.Rnn with { Hidden = 16 },
            Cnn = spec.Cnn is null ? null : ToyModels.Cnn,
            Batches = spec.Batches with { Training = 8, Validation = 8, Test = 8 },
            Training = spec.Training with { MaxEpochs = 12, LearningRate = 0.03 },
        };
    }

    /// <summary>Vectors of width 4: word i has i, i + ¼, i + ½, i + ¾, all divided by a hundred.</summary>
    public static VectorMatrix Vectors() =>
        new(
            "toy.4d",
            4,
            [.. Enumerable.Range(0, Prepared.Vocabulary.Count * 4).Select(i => i / 400f)],
            Prepared.Vocabulary.Count
        );

    private static CorpusSpec Spec =>
        new()
        {
            Name = "toy",
            TrainingReviews = 0,
            TestReviews = 0,
            Seed = 1,
            TrainShare = 0.7,
        };

    private static EncodedReviews TurnedRound(EncodedReviews reviews)
    {
        var all = Enumerable.Range(0, reviews.Count).ToArray();
        int[] starts = [0, .. all.Select(i => all[..(i + 1)].Sum(reviews.Length))];
        return new EncodedReviews(
            [.. all.Select(reviews.Id)],
            [.. all.Select(i => (byte)(1 - reviews.Label(i)))],
            starts,
            [.. all.SelectMany(i => reviews.Tokens(i).ToArray())]
        );
    }

    private static IEnumerable<Review> Reviews(string split, int count)
    {
        for (var i = 0; i < count; i++)
        {
            var (label, words) = i < count / 2 ? ("pos", Good) : ("neg", Bad);
            var neutral = Enumerable
                .Range(0, 3 + (i * 5 % 9))
                .Select(j => Neutral[((i * 7) + (j * j) + (3 * j)) % Neutral.Length])
                .ToList();
            neutral.Insert(i % neutral.Count, words[i % words.Length]);
            yield return new Review($"{split}/{label}/{i}", string.Join(' ', neutral), label);
        }
    }
}
