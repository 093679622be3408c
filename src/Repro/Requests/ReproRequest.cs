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

    /// <summary>Names such as <c>rnn.as-written</c>; of the models × protocols only these. Empty means all.</summary>
    public EquatableList<string> Only { get; init; } = [];

    /// <summary>The leading seed: its run is the one that is shown, and beside which candidates lie.</summary>
    public long Seed { get; init; } = Profiles.DefaultSeed;

    /// <summary>
    /// Several seeds, trained one after another and compared together, <see cref="Seed"/> first; empty for that one
    /// alone.
    /// </summary>
    public EquatableList<long> Seeds { get; init; } = [];

    /// <summary>Whether it is not comparable where no run can be compared with its baseline bit for bit.</summary>
    public bool Exact { get; init; }

    /// <summary>cpu or cuda.</summary>
    public string Device { get; init; } = "cpu";

    /// <summary>Word vectors of CNN+GloVe by name; null for the profile's own.</summary>
    public string? Vectors { get; init; }

    /// <summary>Folder searched before the official addresses, or null.</summary>
    public string? Mirror { get; init; }

    /// <summary>
    /// How long to wait for another process that trains the same run folder, downloads the same archive or has the
    /// cores.
    /// </summary>
    public TimeSpan Wait { get; init; } = LockTimes.DefaultLimit;

    /// <summary>
    /// The build ends fixtures that have shown no progress for so long: no batch, no sentence, no test, no wait that
    /// goes on.
    /// </summary>
    public TimeSpan HangAfter { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Downloads and prepared corpora, shared between clones.</summary>
    public required string Cache { get; init; }

    /// <summary><c>key=value</c>, see <see cref="SpecOverrides"/>.</summary>
    public EquatableList<string> Overrides { get; init; } = [];

    /// <summary>
    /// Combinations of overrides to train one after another (see <see cref="Requests.Sweep"/>), each with run folders
    /// of its own; empty for <see cref="Overrides"/> alone.
    /// </summary>
    public EquatableList<EquatableList<string>> Sweep { get; init; } = [];

    /// <summary>
    /// Sentences of one's own, attributed with the trained runs beside the notebook's six. They are no part of an
    /// experiment.
    /// </summary>
    public EquatableList<LabelledSentence> Sentences { get; init; } = [];

    /// <summary>
    /// Minutes between two states of a training that are kept within an epoch; see <see cref="CheckpointInterval"/>. No
    /// part of an experiment.
    /// </summary>
    public double CheckpointMinutes { get; init; } = CheckpointInterval.DefaultMinutes;

    /// <summary>
    /// What the build has loaded already. Inputs that are not among them have to be loaded to know which runs are of
    /// them.
    /// </summary>
    public EquatableList<LoadedInputs> Loaded { get; init; } = [];

    /// <summary>Threads of one operation; null for as many as the profile and the machine give.</summary>
    public int? Threads { get; init; }

    /// <summary>Disturbs the initial weights, for runs that show how far rounding goes; null for nothing.</summary>
    public RoundingNoise? Noise { get; init; }

    /// <summary>What a finished run has to agree in to be used again.</summary>
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
