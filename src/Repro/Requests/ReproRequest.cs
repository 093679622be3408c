using Repro.Experiments;
using Repro.Experiments.Settings;
using Repro.Files;
using Repro.Locking;
using Repro.Runs;

namespace Repro.Requests;

/// <summary>
/// A request as text: which experiments, on which inputs, into which folders. The build writes it to a file under
/// <c>artifacts/requests</c>; the long-running fixtures read it from the file that the environment variable
/// REPRO_REQUEST names. Each resolves it once (<see cref="Resolve"/>); everything behind works with the
/// <see cref="ResolvedRequest"/>.
/// </summary>
public record ReproRequest
{
    /// <summary>One of <see cref="Profiles.All"/>.</summary>
    public string Profile { get; init; } = Profiles.Sample;

    public EquatableList<ModelKind> Models { get; init; } = [ModelKind.Rnn, ModelKind.Cnn, ModelKind.CnnGlove];

    public EquatableList<ProtocolKind> Protocols { get; init; } = [ProtocolKind.AsWritten, ProtocolKind.Corrected];

    /// <summary>Experiments by name, such as <c>rnn.as-written</c>; empty for all models × protocols.</summary>
    public EquatableList<string> Only { get; init; } = [];

    /// <summary>The leading seed. The report shows its run, and received files are written beside it.</summary>
    public long Seed { get; init; } = Profiles.DefaultSeed;

    /// <summary>
    /// Several seeds, trained one after another and compared together, <see cref="Seed"/> first; empty for
    /// <see cref="Seed"/> alone.
    /// </summary>
    public EquatableList<long> Seeds { get; init; } = [];

    /// <summary>Whether a run that cannot be compared with its baseline bit for bit is not comparable.</summary>
    public bool Exact { get; init; }

    /// <summary>
    /// How many fresh seeds the build trains to confirm what is suspected; 0 for none, null for the profile's own number
    /// (<see cref="FreshSeeds"/>).
    /// </summary>
    public int? Confirm { get; init; }

    /// <summary>Seeds whose runs confirm what is suspected of the others; empty while nothing is.</summary>
    public EquatableList<long> Fresh { get; init; } = [];

    /// <summary>cpu or cuda.</summary>
    public string Device { get; init; } = "cpu";

    /// <summary>Word vectors of CNN+GloVe by name; null for the profile's own.</summary>
    public string? Vectors { get; init; }

    /// <summary>Folder searched before the official addresses, or null.</summary>
    public string? Mirror { get; init; }

    /// <summary>
    /// How long to wait for another process that trains in the same run folder, downloads the same archive or uses the
    /// cores.
    /// </summary>
    public TimeSpan Wait { get; init; } = LockTimes.DefaultLimit;

    /// <summary>
    /// The build ends fixtures that show no progress for this long: no batch, no sentence, no test, no continuing wait.
    /// </summary>
    public TimeSpan HangAfter { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Folder of downloads and prepared corpora, shared between clones.</summary>
    public required string Cache { get; init; }

    /// <summary><c>key=value</c>, see <see cref="SpecOverrides"/>.</summary>
    public EquatableList<string> Overrides { get; init; } = [];

    /// <summary>
    /// Combinations of overrides to train one after another (see <see cref="Requests.Sweep"/>), each in its own run
    /// folders; empty for <see cref="Overrides"/> alone.
    /// </summary>
    public EquatableList<EquatableList<string>> Sweep { get; init; } = [];

    /// <summary>
    /// The user's own sentences, attributed with the trained runs besides the notebook's six. They are not part of an
    /// experiment.
    /// </summary>
    public EquatableList<LabelledSentence> Sentences { get; init; } = [];

    /// <summary>
    /// Minutes between two checkpoints within an epoch; see <see cref="CheckpointInterval"/>. Not part of an
    /// experiment.
    /// </summary>
    public double CheckpointMinutes { get; init; } = CheckpointInterval.DefaultMinutes;

    /// <summary>
    /// Digests of the inputs that the build has loaded. Other inputs have to be loaded to know which runs used them.
    /// </summary>
    public EquatableList<LoadedInputs> Loaded { get; init; } = [];

    /// <summary>Threads of one operation; null for the default of profile and machine.</summary>
    public int? Threads { get; init; }

    /// <summary>Noise on the initial weights, for rounding twins; null for none.</summary>
    public RoundingNoise? Noise { get; init; }

    /// <summary>When a finished run is reused.</summary>
    public ReuseRule Reuse { get; init; }

    /// <summary>Folder of the run folders: <c>artifacts/runs</c>.</summary>
    public required string Runs { get; init; }

    /// <summary>Folder of the experiments' verdicts: <c>artifacts/verdicts</c>.</summary>
    public required string Verdicts { get; init; }

    /// <summary>Folder of the committed baselines: <c>baselines</c>.</summary>
    public required string Baselines { get; init; }

    /// <summary>This request with its experiments: overrides applied, and everything validated.</summary>
    /// <exception cref="ReproException">An override or a value is not legal; all faults in one message (exit code
    /// 2).</exception>
    public ResolvedRequest Resolve() => ResolvedRequest.From(this);

    /// <summary>The sample of all models under both protocols, in the folders of a clone.</summary>
    /// <param name="root">Folder of the clone.</param>
    /// <param name="environment">Looks up environment variables: REPRO_CACHE, REPRO_DATA_MIRROR, XDG_CACHE_HOME,
    /// HOME.</param>
    /// <exception cref="ReproException">One of them begins with a <c>~</c> that names nothing (exit code
    /// 2).</exception>
    public static ReproRequest Default(string root, Func<string, string?> environment) =>
        new()
        {
            Mirror = Folder("REPRO_DATA_MIRROR", environment),
            Cache = Folder("REPRO_CACHE", environment) ?? Path.Combine(PlatformCaches(environment), "repro"),
            Runs = Path.Combine(root, "artifacts", "runs"),
            Verdicts = Path.Combine(root, "artifacts", "verdicts"),
            Baselines = Path.Combine(root, "baselines"),
        };

    private static string PlatformCaches(Func<string, string?> environment)
    {
        if (OperatingSystem.IsWindows())
            return Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData);
        var home = Home(environment);
        return OperatingSystem.IsMacOS()
            ? Path.Combine(home, "Library", "Caches")
            : Folder("XDG_CACHE_HOME", environment) ?? Path.Combine(home, ".cache");
    }

    private static string? Folder(string variable, Func<string, string?> environment) =>
        environment(variable) is { } text && !string.IsNullOrWhiteSpace(text)
            ? HomePath.Expand(text, Home(environment), variable)
            : null;

    private static string Home(Func<string, string?> environment) =>
        environment("HOME") is { Length: > 0 } home
            ? home
            : Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
}
