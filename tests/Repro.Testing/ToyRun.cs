using System.Text.Json.Nodes;
using Repro.Experiments;
using Repro.Files;
using Repro.Quantities;
using Repro.Runs;

namespace Repro.Testing;

/// <summary>Run folders with made-up numbers: everything after training can be tested without training.</summary>
internal sealed record ToyRun
{
    public required ExperimentSpec Spec { get; init; }

    public SortedDictionary<string, double> Metrics { get; init; } =
        new(StringComparer.Ordinal)
        {
            [QuantityNames.VocabularySize] = 201_849,
            [QuantityNames.TrainedEpochs] = 3,
            [QuantityNames.BestValidationLoss] = 0.294860169,
            [QuantityNames.F1Global] = 0.8612345678,
            [QuantityNames.F1BatchMean] = 0.4633502765,
            [QuantityNames.F1BatchMeanCeiling] = 0.4974489796,
            [QuantityNames.F1BatchMeanShuffled] = 0.8605,
        };

    public EquatableList<EpochRecord> Epochs { get; init; } =
    [
        new(1, 0.501794260, 0.360616012, true),
        new(2, 0.324167069, 0.313373901, true),
        new(3, 0.212691610, 0.294860169, false),
    ];

    public EquatableList<AttributionRow> Rows { get; init; } =
    [
        Row("It was fantastic", "pos", 0.87, ("It", 0.1), ("was", -0.02), ("fantastic", 0.99)),
        Row("It was <b>horrible</b>", "neg", 0.04, ("It", 0.11), ("was", 0.01), ("<b>horrible</b>", -0.98)),
    ];

    /// <summary>Null for a run that is older than their record.</summary>
    public StepLosses? Steps { get; init; }

    /// <summary>Null for a run without a file of them.</summary>
    public TestPredictions? Predictions { get; init; }

    public string CorpusDigest { get; init; } = new('c', 64);

    public string Cpu { get; init; } = "Toy CPU";

    /// <summary>The recorded digest of its machine's arithmetic.</summary>
    public string? Arithmetic { get; init; } = new('a', 64);

    /// <summary>The recorded digest of the program that made it.</summary>
    public const string Program = "toyp-0123456789abcdef";

    /// <summary>The toy runs in a folder.</summary>
    public static RunsAtHand In(string runs) => new(runs, ImdbNotebook.Assignment, Program);

    public static ToyRun Of(
        ModelKind model = ModelKind.CnnGlove,
        ProtocolKind protocol = ProtocolKind.AsWritten,
        string profile = Profiles.Imdb,
        long seed = 1234,
        string? vectors = null
    ) => new() { Spec = Profiles.Spec(profile, model, protocol, vectors, seed) };

    /// <summary>Writes the run's files under <paramref name="runs"/>, the completeness marker last.</summary>
    public RunFolder Write(string runs)
    {
        var folder = RunFolder.Of(runs, Spec, ImdbNotebook.Assignment);
        SafeFile.WriteJson(folder.Spec, Spec);
        SafeFile.WriteJson(folder.Manifest, Manifest());
        SafeFile.WriteJson(
            folder.History,
            new TrainingHistory(Epochs, Epochs.MinBy(e => e.ValidationLoss)!.Epoch, StoppedEarly: true)
            {
                Steps = Steps,
            }
        );
        SafeFile.WriteJson(folder.Metrics, new RunMetrics(Metrics));
        if (Predictions is not null)
            SafeFile.WriteJson(folder.Predictions, Predictions);
        SafeFile.WriteJson(folder.Attributions, new AttributionTable([.. Rows.Select(Labelled)]));
        Complete(folder);
        return folder;
    }

    // By the rule of the spec, as attribution does.
    private AttributionRow Labelled(AttributionRow row) =>
        row with
        {
            AttributionLabel = Spec.Attribution.Label.ClassOf(row.Score) == 1 ? "pos" : "neg",
        };

    /// <summary>Edits one JSON file of a run without updating the completeness marker.</summary>
    public static void Edit(string path, Action<JsonNode> edit)
    {
        var node = JsonNode.Parse(File.ReadAllText(path))!;
        edit(node);
        File.WriteAllText(path, node.ToJsonString());
    }

    /// <summary>Rewrites the completeness marker for the current files.</summary>
    public static void Complete(RunFolder folder)
    {
        var manifest = SafeFile.ReadJson<RunManifest>(folder.Manifest);
        new RunMarker(folder, manifest.SpecHash, new(manifest.CorpusDigest, manifest.VectorsDigest), Program).Write();
    }

    public static AttributionRow Row(
        string sentence,
        string label,
        double probability,
        params (string Word, double Importance)[] words
    ) =>
        new(
            sentence,
            label,
            probability > 0.5 ? "pos" : "neg",
            probability,
            "pos",
            words.Sum(w => w.Importance),
            1.25e-5,
            [.. words.Select((w, i) => new WordImportance(w.Word, i + 2, w.Importance))]
        );

    private RunManifest Manifest() =>
        new()
        {
            SpecHash = Spec.Hash(),
            CorpusDigest = CorpusDigest,
            VectorsDigest = Spec.Vectors is null ? null : new string('e', 64),
            Environment = new EnvironmentFingerprint
            {
                Cpu = Cpu,
                Isa = "avx2",
                Threads = 2,
                Libtorch = "2.10.0",
                Os = "Debian 12",
                Device = "cpu",
            },
            Started = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
            Seconds = new(StringComparer.Ordinal)
            {
                ["train"] = 74.2,
                ["evaluate"] = 3.1,
                ["attribute"] = 1.5,
            },
            Kernels = new(StringComparer.Ordinal) { ["cnn"] = "windows" },
            Commit = "0123456789abcdef",
            Program = Program,
            Arithmetic = Arithmetic,
        };
}
