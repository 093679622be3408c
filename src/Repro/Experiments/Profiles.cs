using System.Globalization;

namespace Repro.Experiments;

/// <summary>
/// The named sizes an experiment comes in. <c>imdb</c> is the full notebook; the others are smaller versions of it.
/// </summary>
public static class Profiles
{
    public const string Sample = "sample",
        ImdbMini = "imdb-mini",
        Imdb = "imdb";

    public const long DefaultSeed = 1234;

    public static IReadOnlyList<string> All { get; } = [Sample, ImdbMini, Imdb];

    /// <summary>Word vectors a profile's CNN+GloVe starts from by default.</summary>
    public static string DefaultVectors(string profile) =>
        profile switch
        {
            Sample => "sample.32d",
            ImdbMini => "glove.6B.100d",
            _ => "glove.840B.300d",
        };

    /// <summary>The default experiment of a profile and protocol, before any <c>--set</c>.</summary>
    /// <param name="profile">One of <see cref="All"/>.</param>
    /// <param name="model">Which of the three models.</param>
    /// <param name="protocol">Which reading of the notebook.</param>
    /// <param name="vectors">Name of word vectors for CNN+GloVe, ending in their width (<c>.100d</c>); null for the
    /// profile's default.</param>
    /// <param name="seed">The run's seed.</param>
    /// <param name="device">cpu or cuda.</param>
    public static ExperimentSpec Spec(
        string profile,
        ModelName model,
        ProtocolKind protocol,
        string? vectors = null,
        long seed = DefaultSeed,
        string device = "cpu"
    )
    {
        var kind = Words.TryParse<ModelKind>(model.Word, out var known)
            ? known
            : throw ReproException.Usage(
                $"model: {model} is not one of {string.Join(", ", Words.All<ModelKind>())}. Choose one of "
                    + "them, or bring an assignment of your own (src/README.md)."
            );
        var named = kind == ModelKind.CnnGlove ? vectors ?? DefaultVectors(profile) : null;
        return new ExperimentSpec
        {
            Model = model,
            Protocol = protocol,
            Profile = profile,
            Vectors = named,
            Seed = seed,
            Device = device,
            Corpus = Corpus(profile),
            Rnn = kind == ModelKind.Rnn ? Rnn(profile) : null,
            Cnn = kind == ModelKind.Rnn ? null : Cnn(profile, protocol, named),
            Batches = Batches(profile, kind),
            Training = Training(profile, kind, protocol),
            Evaluation = new EvaluationSpec { F1 = Protocols.F1(protocol) },
            Attribution = Protocols.Attribution(protocol),
        };
    }

    /// <summary>Width of vectors, read from their name: <c>glove.6B.100d</c> → 100.</summary>
    /// <exception cref="ReproException">The name does not end in a width (exit code 2).</exception>
    public static int WidthOf(string vectors) => TryWidthOf(vectors) ?? throw ReproException.Usage(NoWidth(vectors));

    /// <summary>The same; null if the name does not end in a width.</summary>
    public static int? TryWidthOf(string vectors)
    {
        var end = vectors[(vectors.LastIndexOf('.') + 1)..];
        return
            int.TryParse(
                end.AsSpan(0, Math.Max(0, end.Length - 1)),
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var width
            )
            && width is >= 1 and <= 4096
            && end == $"{width}d"
            ? width
            : null;
    }

    public static string NoWidth(string vectors) =>
        $"vectors: {TerminalText.Quote(vectors)} does not end in a width of 1 to 4096, such as "
        + ".100d. Name vectors like glove.6B.100d.";

    private static CorpusSpec Corpus(string profile) =>
        profile switch
        {
            Sample => new CorpusSpec
            {
                Name = "sample",
                TrainingReviews = 3000,
                TestReviews = 1500,
                Seed = DefaultSeed,
                TrainShare = 0.7,
            },
            ImdbMini => new CorpusSpec
            {
                Name = "imdb",
                TrainingReviews = 2000,
                TestReviews = 1000,
                Seed = DefaultSeed,
                TrainShare = 0.7,
            },
            Imdb => new CorpusSpec
            {
                Name = "imdb",
                TrainingReviews = 0,
                TestReviews = 0,
                Seed = DefaultSeed,
                TrainShare = 0.7,
            },
            _ => throw ReproException.Usage(
                $"profile: {TerminalText.Quote(profile)} is not one of {string.Join(", ", All)}. "
                    + "Choose one of them."
            ),
        };

    private static RnnSpec Rnn(string profile) =>
        new()
        {
            Cell = CellKind.Lstm,
            State = StateKind.Hidden,
            Embedding = profile == Sample ? 32 : 100,
            Hidden = profile switch
            {
                Sample => 32,
                ImdbMini => 64,
                _ => 256,
            },
            Layers = 2,
            Bidirectional = true,
            Dropout = 0.2,
        };

    private static CnnSpec Cnn(string profile, ProtocolKind protocol, string? vectors) =>
        new()
        {
            Embedding =
                vectors is not null ? WidthOf(vectors)
                : profile == Sample ? 32
                : 300,
            Channels = profile == Sample ? 32 : 64,
            Widths = Protocols.KernelWidths(protocol),
            Dropout = 0.5,
        };

    private static BatchSpec Batches(string profile, ModelKind model) =>
        model == ModelKind.Rnn
            ? new BatchSpec
            {
                Training = profile == Sample ? 16 : 64,
                Validation = 64,
                Test = 64,
                Sorted = true,
                Layout = BatchLayout.TimeMajor,
            }
            : new BatchSpec
            {
                Training = profile == Sample ? 16 : 128,
                Validation = 256,
                Test = 256,
                Sorted = false,
                Layout = BatchLayout.BatchMajor,
            };

    private static TrainingSpec Training(string profile, ModelKind model, ProtocolKind protocol) =>
        new()
        {
            MaxEpochs = (profile, model) switch
            {
                (Sample, _) => 8,
                (ImdbMini, _) => 4,
                (_, ModelKind.Rnn) => 20,
                _ => 30,
            },
            Patience = 3,
            PatienceRule = Protocols.Patience(protocol),
            Weights = Protocols.Weights(protocol),
            EpochLog = Protocols.EpochLog(protocol),
            LossAverage = Protocols.LossAverage(protocol),
        };
}
