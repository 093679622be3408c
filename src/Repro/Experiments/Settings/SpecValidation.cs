namespace Repro.Experiments.Settings;

/// <summary>The legal ranges that the experiment's records state, checked all at once.</summary>
public static class SpecValidation
{
    private const int LongestQuote = 100,
        MostOfAKey = 5;

    private static readonly Limits Batch = Limits.Whole(1, 65_536),
        Widths = Limits.Whole(1, 64);

    private static readonly IReadOnlyList<(string Key, Limits Limits, Func<ExperimentSpec, double?> Value)> Numbers =
    [
        ("corpus.training-reviews", Limits.Whole(0, 1_000_000), spec => spec.Corpus.TrainingReviews),
        ("corpus.test-reviews", Limits.Whole(0, 1_000_000), spec => spec.Corpus.TestReviews),
        ("corpus.seed", Limits.Whole(0, uint.MaxValue), spec => spec.Corpus.Seed),
        ("corpus.train-share", Limits.Share, spec => spec.Corpus.TrainShare),
        ("corpus.file-order", Limits.Whole(0, uint.MaxValue), spec => spec.Corpus.FileOrder),
        ("rnn.embedding", Limits.Whole(1, 4096), spec => spec.Rnn?.Embedding),
        ("rnn.hidden", Limits.Whole(1, 8192), spec => spec.Rnn?.Hidden),
        ("rnn.layers", Limits.Whole(1, 16), spec => spec.Rnn?.Layers),
        ("rnn.dropout", Limits.Probability, spec => spec.Rnn?.Dropout),
        ("cnn.embedding", Limits.Whole(1, 4096), spec => spec.Cnn?.Embedding),
        ("cnn.channels", Limits.Whole(1, 4096), spec => spec.Cnn?.Channels),
        ("cnn.dropout", Limits.Probability, spec => spec.Cnn?.Dropout),
        ("batches.training", Batch, spec => spec.Batches.Training),
        ("batches.validation", Batch, spec => spec.Batches.Validation),
        ("batches.test", Batch, spec => spec.Batches.Test),
        ("training.max-epochs", Limits.Whole(1, 10_000), spec => spec.Training.MaxEpochs),
        ("training.patience", Limits.Whole(1, 10_000), spec => spec.Training.Patience),
        ("training.learning-rate", Limits.Positive, spec => spec.Training.LearningRate),
        ("training.beta1", Limits.Probability, spec => spec.Training.Beta1),
        ("training.beta2", Limits.Probability, spec => spec.Training.Beta2),
        ("training.epsilon", Limits.Positive, spec => spec.Training.Epsilon),
        ("attribution.steps", Limits.Whole(1, 10_000), spec => spec.Attribution.Steps),
        ("attribution.minimum-tokens", Limits.Whole(1, 512), spec => spec.Attribution.MinimumTokens),
    ];

    /// <summary>Of the notebook's experiments: their corpora are the ones that can be fetched.</summary>
    /// <exception cref="ReproException">Some value is outside its range; all faults in one message, each once (exit
    /// code 2).</exception>
    public static void Check(IEnumerable<ExperimentSpec> specs)
    {
        var faults = specs
            .SelectMany(spec => Word("corpus.name", spec.Corpus.Name, "sample", "imdb").Concat(Faults(spec)))
            .Distinct()
            .ToList();
        if (faults.Count > 0)
            throw ReproException.Usage(string.Join('\n', faults));
    }

    /// <summary>
    /// One sentence per value outside its range; empty for a legal experiment, of whatever assignment.
    /// </summary>
    public static IEnumerable<string> Faults(ExperimentSpec spec) =>
        [
            .. Limits.Whole(0, uint.MaxValue).Faults("seed", spec.Seed),
            .. ProfileName.Faults([spec.Profile]),
            .. Word("device", spec.Device, "cpu", "cuda"),
            .. Printable("corpus.name", spec.Corpus.Name),
            .. Numbers.SelectMany(number =>
                number.Value(spec) is { } value ? number.Limits.Faults(number.Key, value) : []
            ),
            .. spec.Cnn is { } cnn ? Cnn(cnn, spec.Vectors) : [],
            .. string.IsNullOrWhiteSpace(spec.Attribution.Filler) || spec.Attribution.Filler.Any(char.IsWhiteSpace)
                ? ["attribution.filler: is empty or has white space; it takes one token."]
                : Enumerable.Empty<string>(),
        ];

    /// <summary>In words what a number of a key may be, each of several; null where the key holds none.</summary>
    public static string? RangeOf(string key) =>
        key == "cnn.widths" ? $"each {Widths.Text}" : Numbers.FirstOrDefault(number => number.Key == key).Limits?.Text;

    private static IEnumerable<string> Cnn(CnnSpec cnn, string? vectors) =>
        [
            .. vectors is not null ? Vectors(cnn, vectors) : [],
            .. cnn.Widths.Count == 0
                ? [$"cnn.widths: is empty; it takes one or more widths of {Widths.Text}."]
                : cnn.Widths.SelectMany(width => Widths.Faults("cnn.widths", width)).Take(MostOfAKey),
        ];

    private static IEnumerable<string> Vectors(CnnSpec cnn, string vectors) =>
        Profiles.TryWidthOf(vectors) switch
        {
            null => [Profiles.NoWidth(vectors)],
            { } width when width != cnn.Embedding =>
            [
                $"cnn.embedding: {cnn.Embedding} is not the width of "
                    + $"{TerminalText.Of(vectors, LongestQuote)}. Leave it out, or choose other vectors.",
            ],
            _ => [],
        };

    private static IEnumerable<string> Printable(string key, string value)
    {
        if (string.IsNullOrWhiteSpace(value) || value.Length > LongestQuote || value.Any(char.IsControl))
            yield return $"{key}: \"{TerminalText.Of(value, LongestQuote)}\" is no name; it takes 1 to {LongestQuote} "
                + "characters that can be printed.";
    }

    private static IEnumerable<string> Word(string key, string value, params string[] legal)
    {
        if (!legal.Contains(value, StringComparer.Ordinal))
            yield return $"{key}: {TerminalText.Of(value, LongestQuote)} is not one of {string.Join(", ", legal)}. Choose "
                + "one of them.";
    }
}
