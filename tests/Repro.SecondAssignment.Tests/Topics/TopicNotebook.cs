using Repro.Experiments;
using Repro.Metrics;
using Repro.Runs;
using Repro.Torch;

namespace SecondAssignment.Topics;

/// <summary>The made-up notebook as an assignment: one profile, one model, two protocols.</summary>
internal static class TopicNotebook
{
    public const string Profile = "topics";

    public static ModelName Bag { get; } = new("bag");

    public static Assignment Assignment { get; } =
        new()
        {
            Name = "the notebook on topics",
            Profiles = [Profile],
            Models = [Bag],
            Spec = Spec,
        };

    public static OwnParts Parts { get; } =
        new(
            (spec, vocabularySize) => new BagOfEmbeddings(spec, vocabularySize),
            (_, predictions) => new Dictionary<string, double> { ["test.f1.swapped"] = SwappedF1(predictions) }
        );

    /// <summary>Lines are told apart in two epochs.</summary>
    private static ExperimentSpec Spec(
        string profile,
        ModelName model,
        ProtocolKind protocol,
        string? vectors,
        long seed,
        string device
    ) =>
        new()
        {
            Model = model,
            Protocol = protocol,
            Profile = profile,
            Vectors = vectors,
            Seed = seed,
            Device = device,
            Corpus = new CorpusSpec
            {
                Name = "topics",
                TrainingReviews = 0,
                TestReviews = 0,
                Seed = 1,
                TrainShare = 0.7,
            },
            Sizes = [new("embedding", 8)],
            Batches = new BatchSpec
            {
                Training = 5,
                Validation = 10,
                Test = 10,
                Sorted = false,
                Layout = BatchLayout.BatchMajor,
            },
            Training = new TrainingSpec
            {
                MaxEpochs = 2,
                Patience = 2,
                PatienceRule = Protocols.Patience(protocol),
                Weights = Protocols.Weights(protocol),
                EpochLog = Protocols.EpochLog(protocol),
                LossAverage = Protocols.LossAverage(protocol),
                LearningRate = 0.05,
            },
            Evaluation = new EvaluationSpec { F1 = Protocols.F1(protocol) },
            Attribution = Protocols.Attribution(ProtocolKind.Corrected) with
            {
                Steps = 50,
                MinimumTokens = 4,
                Sentences = [new("flour and salt", "cooking"), new("rain and wind", "weather")],
            },
        };

    // The notebook gave its labels to the metric the wrong way round.
    private static double SwappedF1(TestPredictions predictions) =>
        BinaryMetrics
            .Of(
                [.. predictions.Labels.Select(label => 1 - label)],
                [.. predictions.Probabilities.Select(probability => 1 - Classes.Round(probability))]
            )
            .F1;
}
