using System.Globalization;
using System.Security.Cryptography;
using Repro.Data.Prepare;
using Repro.Data.Prepare.Batches;
using Repro.Experiments;
using Repro.Files;
using Repro.Randomness;
using Repro.Torch.Attribution;
using Repro.Torch.Models;
using Repro.Torch.Serialization;
using Repro.Torch.Train;
using static TorchSharp.torch;

namespace Repro.Torch;

/// <summary>
/// What the arithmetic of this machine gives, as one digest: the bits of a small fixed piece of an experiment, computed
/// with its model, sizes, batches and number of threads. It draws initial weights and dropout, takes two training steps,
/// predicts, and attributes a sentence, so that every kernel and library path that a run uses has a part in it. Two
/// machines with equal digests are expected to give equal runs, whatever their processors are called.
/// </summary>
public static class ArithmeticDigest
{
    private const long Seed = 20_240_229;

    private const int Words = 240,
        Shortest = 6,
        Longest = 9,
        Steps = 2;

    // Two training batches, and one of the validation's, in both kinds of split.
    private const double TrainShare = 0.6;

    /// <summary>SHA-256, lower-case hexadecimal; null on a device that promises no bits.</summary>
    /// <param name="spec">Names the model, its sizes and the batches. Neither its seed nor its reviews have a part, nor
    /// the rates of its training, with which a step may leave the finite numbers, nor what differs between protocols of
    /// one model alone.</param>
    /// <param name="threads">Of one operation, at least 1.</param>
    /// <param name="models">Makes the models of an assignment of one's own; null for the notebook's.</param>
    /// <remarks>libtorch's generator is left as it then is: begin the run after this.</remarks>
    public static string? Of(ExperimentSpec spec, int threads, ModelMaker? models = null)
    {
        if (spec.Device != "cpu")
            return null;
        var corpus = Corpus(spec);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Determinism.Begin(Seed, threads);
        using var scope = NewDisposeScope();
        using var model = ModelFactory.Create(
            spec with
            {
                Vectors = null,
            },
            corpus.Vocabulary.Count,
            vectors: null,
            models
        );
        var batches = BucketIterators.Create(corpus, spec.Batches, Seed);
        using (var step = TrainStep.For(model, Training(spec)))
        {
            model.train();
            foreach (var batch in batches.Train.Epoch().Take(Steps))
                Add(hash, step.Train(batch));
            foreach (var array in (IEnumerable<NamedArray>)[.. Checkpoint.Weights(model), .. step.State])
                array.Visit(block => hash.AppendData(block));
        }

        model.eval();
        foreach (var batch in batches.Validation.Epoch().Take(1))
            Add(hash, model.Predict(batch).data<float>().ToArray());
        var table = AttributionTables.Build(model, corpus.Vocabulary, corpus.Labels, Attribution());
        foreach (var row in table.Rows)
            Add(hash, [row.Probability, row.Score, row.Delta, .. row.Words.Select(word => word.Importance)]);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static TrainingSpec Training(ExperimentSpec spec) =>
        spec.Training with
        {
            LearningRate = 1e-3,
            Beta1 = 0.9,
            Beta2 = 0.999,
            Epsilon = 1e-8,
        };

    // More than one step's batches, whatever their size; drawn from whole numbers alone.
    private static PreparedCorpus Corpus(ExperimentSpec spec)
    {
        var random = new PythonRandom(Seed);
        var count = (int)(Steps * spec.Batches.Training / TrainShare) + 2;
        List<Review> reviews =
        [
            .. Enumerable
                .Range(0, count)
                .Select(i => new Review(Id("train", i), Text(random), i % 2 == 0 ? "pos" : "neg")),
        ];
        return PreparedCorpus.Prepare(
            new ReviewCorpus("arithmetic", reviews, reviews, Json.Hash(count)),
            new CorpusSpec
            {
                Name = "arithmetic",
                TrainingReviews = 0,
                TestReviews = 0,
                Seed = Seed,
                TrainShare = TrainShare,
            },
            Seed
        );
    }

    private static string Id(string split, int number) =>
        string.Create(CultureInfo.InvariantCulture, $"{split}/pos/{number}_1");

    private static string Text(PythonRandom random) =>
        string.Join(
            ' ',
            Enumerable
                .Range(0, Shortest + Below(random, Longest - Shortest + 1))
                .Select(_ => string.Create(CultureInfo.InvariantCulture, $"w{Below(random, Words)}"))
        );

    private static int Below(PythonRandom random, int limit) => (int)(random.NextDouble() * limit);

    private static AttributionSpec Attribution() =>
        Protocols.Attribution(ProtocolKind.Corrected) with
        {
            Steps = 16,
            Sentences = [new("w1 w2 w3 w4 w5 w6 w7 w8 w9 w10")],
        };

    private static void Add(IncrementalHash hash, params double[] numbers)
    {
        foreach (var number in numbers)
            hash.AppendData(BitConverter.GetBytes(number));
    }

    private static void Add(IncrementalHash hash, float[] numbers)
    {
        foreach (var number in numbers)
            hash.AppendData(BitConverter.GetBytes(number));
    }
}
