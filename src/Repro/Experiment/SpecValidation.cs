using System.Globalization;

namespace Repro.Experiment;

/// <summary>The legal ranges that the experiment's records state, checked all at once.</summary>
public static class SpecValidation
{
    /// <exception cref="ReproException">Some value is outside its range; all faults in one message, each once (exit code 2).</exception>
    public static void Check(IEnumerable<ExperimentSpec> specs)
    {
        var faults = specs.SelectMany(Faults).Distinct().ToList();
        if (faults.Count > 0) throw ReproException.Usage(string.Join('\n', faults));
    }

    /// <summary>One sentence per value outside its range; empty for a legal experiment.</summary>
    public static IEnumerable<string> Faults(ExperimentSpec spec) =>
    [
        .. Range("seed", spec.Seed, 0, uint.MaxValue),
        .. Word("device", spec.Device, "cpu", "cuda"),
        .. Corpus(spec.Corpus),
        .. spec.Rnn is { } rnn ? Rnn(rnn) : [],
        .. spec.Cnn is { } cnn ? Cnn(cnn, spec.Vectors) : [],
        .. Range("batches.training", spec.Batches.Training, 1, 65_536),
        .. Range("batches.validation", spec.Batches.Validation, 1, 65_536),
        .. Range("batches.test", spec.Batches.Test, 1, 65_536),
        .. Training(spec.Training),
        .. Attribution(spec.Attribution),
    ];

    private static IEnumerable<string> Corpus(CorpusSpec corpus) =>
    [
        .. Word("corpus.name", corpus.Name, "sample", "imdb"),
        .. Range("corpus.training-reviews", corpus.TrainingReviews, 0, 1_000_000),
        .. Range("corpus.test-reviews", corpus.TestReviews, 0, 1_000_000),
        .. Range("corpus.seed", corpus.Seed, 0, uint.MaxValue),
        .. Between("corpus.train-share", corpus.TrainShare, 0, 1),
        .. corpus.FileOrder is { } order ? Range("corpus.file-order", order, 0, uint.MaxValue) : [],
    ];

    private static IEnumerable<string> Rnn(RnnSpec rnn) =>
    [
        .. Range("rnn.embedding", rnn.Embedding, 1, 4096),
        .. Range("rnn.hidden", rnn.Hidden, 1, 8192),
        .. Range("rnn.layers", rnn.Layers, 1, 16),
        .. Probability("rnn.dropout", rnn.Dropout),
    ];

    private static IEnumerable<string> Cnn(CnnSpec cnn, string? vectors) =>
    [
        .. Range("cnn.embedding", cnn.Embedding, 1, 4096),
        .. vectors is not null && cnn.Embedding != Profiles.WidthOf(vectors)
            ? [$"cnn.embedding: {cnn.Embedding} is not the width of {vectors}. Leave it out, or choose other vectors."]
            : Enumerable.Empty<string>(),
        .. Range("cnn.channels", cnn.Channels, 1, 4096),
        .. cnn.Widths.Count == 0 ? ["cnn.widths: is empty; it takes one or more widths of 1 to 64."] : cnn.Widths.SelectMany(w => Range("cnn.widths", w, 1, 64)),
        .. Probability("cnn.dropout", cnn.Dropout),
    ];

    private static IEnumerable<string> Training(TrainingSpec training) =>
    [
        .. Range("training.max-epochs", training.MaxEpochs, 1, 10_000),
        .. Range("training.patience", training.Patience, 1, 10_000),
        .. Between("training.learning-rate", training.LearningRate, 0, double.PositiveInfinity),
        .. Probability("training.beta1", training.Beta1),
        .. Probability("training.beta2", training.Beta2),
        .. Between("training.epsilon", training.Epsilon, 0, double.PositiveInfinity),
    ];

    private static IEnumerable<string> Attribution(AttributionSpec attribution) =>
    [
        .. Range("attribution.steps", attribution.Steps, 1, 10_000),
        .. Range("attribution.minimum-tokens", attribution.MinimumTokens, 1, 512),
        .. string.IsNullOrWhiteSpace(attribution.Filler) || attribution.Filler.Any(char.IsWhiteSpace)
            ? ["attribution.filler: is empty or has white space; it takes one token."]
            : Enumerable.Empty<string>(),
    ];

    private static IEnumerable<string> Range(string key, long value, long least, long most)
    {
        if (value < least || value > most)
            yield return string.Create(CultureInfo.InvariantCulture, $"{key}: {value} is outside {least} … {most}. Choose a value inside.");
    }

    private static IEnumerable<string> Between(string key, double value, double above, double below)
    {
        if (!(value > above && value < below))
            yield return string.Create(CultureInfo.InvariantCulture, $"{key}: {value} is not above {above}{(double.IsInfinity(below) ? " and finite" : $" and below {below}")}. Choose a value inside.");
    }

    private static IEnumerable<string> Probability(string key, double value)
    {
        if (!(value is >= 0 and < 1))
            yield return string.Create(CultureInfo.InvariantCulture, $"{key}: {value} is not 0 or more and below 1. Choose a value inside.");
    }

    private static IEnumerable<string> Word(string key, string value, params string[] legal)
    {
        if (!legal.Contains(value, StringComparer.Ordinal)) yield return $"{key}: {value} is not one of {string.Join(", ", legal)}. Choose one of them.";
    }
}
