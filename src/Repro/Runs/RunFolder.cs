using System.Text.Json;
using System.Text.Json.Nodes;
using Repro.Experiments;
using Repro.Files;

namespace Repro.Runs;

/// <summary>
/// The files of one run: <c>runs/&lt;profile&gt;/&lt;model&gt;.&lt;protocol&gt;/seed-&lt;n&gt;/</c>, and
/// <c>&lt;model&gt;.&lt;protocol&gt;.&lt;hash&gt;</c> if settings differ from the profile's. Stages communicate through
/// these files; <see cref="Complete"/> is written last and holds the digests of the others.
/// </summary>
public sealed class RunFolder(string path)
{
    public string Root { get; } = path;

    /// <summary>The experiment, written before training starts.</summary>
    public string Spec => File("spec.json");

    /// <summary>Environment, input digests and timings: everything that may differ between equal runs.</summary>
    public string Manifest => File("manifest.json");

    /// <summary>One <see cref="RunEvent"/> per line, appended during the run.</summary>
    public string Events => File("events.jsonl");

    /// <summary><see cref="TrainingHistory"/>.</summary>
    public string History => File("history.json");

    /// <summary>The tested weights, with a digest.</summary>
    public string Weights => File("weights.bin");

    /// <summary><see cref="TestPredictions"/>: every test review's probability, in test order.</summary>
    public string Predictions => File("predictions.json");

    /// <summary><see cref="RunMetrics"/>.</summary>
    public string Metrics => File("metrics.json");

    /// <summary><see cref="AttributionTable"/>.</summary>
    public string Attributions => File("attributions.json");

    /// <summary><see cref="AttributionTable"/> of the user's own sentences; not part of the run.</summary>
    public string OwnAttributions => File("own-attributions.json");

    /// <summary>
    /// Folder of the <see cref="InterventionResult"/>s, one file each; computed from the run, but not part of it.
    /// </summary>
    public string Interventions => File("interventions");

    /// <summary>
    /// Folder of the state that training can resume from and that another protocol's run can replay; not part of the
    /// run.
    /// </summary>
    public string Checkpoint => File("checkpoint");

    /// <summary>Folder of the losses and metrics as TensorBoard reads them; not part of the run.</summary>
    public string TensorBoard => File("tensorboard");

    /// <summary>The completeness marker: <see cref="RunCompletion"/>.</summary>
    public string Complete => File("complete.json");

    /// <summary>Folder of a spec's run. Two specs that differ in anything never share one.</summary>
    /// <param name="runs"><c>artifacts/runs</c>.</param>
    /// <param name="spec">The experiment.</param>
    /// <param name="assignment">The assignment it belongs to.</param>
    /// <exception cref="ReproException">The assignment has no such experiment (exit code 3).</exception>
    public static RunFolder Of(string runs, ExperimentSpec spec, Assignment assignment) =>
        new(Path.Combine(runs, spec.Profile, NameOf(spec, assignment), $"seed-{spec.Seed}"));

    /// <summary>Folder of the same seed's run under another protocol, with the same settings changed.</summary>
    /// <param name="spec">This folder's.</param>
    /// <param name="protocol">The other one.</param>
    public RunFolder Under(ExperimentSpec spec, ProtocolKind protocol)
    {
        var experiment = Path.GetDirectoryName(Path.GetFullPath(Root))!;
        var changes = Path.GetFileName(experiment)[spec.Name().Length..];
        return new RunFolder(
            Path.Combine(
                Path.GetDirectoryName(experiment)!,
                (spec with { Protocol = protocol }).Name() + changes,
                Path.GetFileName(Root)
            )
        );
    }

    /// <summary>
    /// Folders of other runs of an experiment with this folder's seed and any settings; they may be incomplete.
    /// </summary>
    /// <param name="spec">Identifies the experiment.</param>
    public IReadOnlyList<RunFolder> Siblings(ExperimentSpec spec)
    {
        var experiments = new DirectoryInfo(Path.GetFullPath(Path.Combine(Root, "..", "..")));
        return !experiments.Exists
            ? []
            :
            [
                .. experiments
                    .EnumerateDirectories(spec.Name() + "*")
                    .Where(folder => folder.Name == spec.Name() || folder.Name.StartsWith(spec.Name() + "."))
                    .Select(folder => new RunFolder(Path.Combine(folder.FullName, Path.GetFileName(Root))))
                    .Where(folder => folder.Root != Path.GetFullPath(Root) && Directory.Exists(folder.Root))
                    .OrderBy(folder => folder.Root, StringComparer.Ordinal),
            ];
    }

    /// <summary>
    /// Name of the folder of an experiment's seeds: <c>rnn.as-written</c>, or <c>rnn.as-written.3fa81c2e</c>, where the
    /// suffix is the hash of the settings that differ from the profile's. It is equal for all seeds and protocols.
    /// </summary>
    private static string NameOf(ExperimentSpec spec, Assignment assignment)
    {
        var profile = assignment.Unchanged(spec with { Vectors = null, Device = "cpu" });
        if (spec == profile)
            return spec.Name();
        var (ours, theirs) = (Settings(spec), Settings(profile));
        var changes = ours.Where(setting => setting.Value != theirs.GetValueOrDefault(setting.Key))
            .Concat(theirs.Where(setting => !ours.ContainsKey(setting.Key)).Select(s => KeyValuePair.Create(s.Key, "")))
            .OrderBy(change => change.Key, StringComparer.Ordinal)
            .Select(change => $"{change.Key}={change.Value}");
        return $"{spec.Name()}.{Json.Hash(changes.ToList())[..8]}";
    }

    // By path: corpus.file-order → 2.
    private static Dictionary<string, string> Settings(ExperimentSpec spec)
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal);
        Add("", JsonSerializer.SerializeToNode(spec, Json.Canonical));
        return settings;

        void Add(string path, JsonNode? node)
        {
            if (node is JsonObject values)
                foreach (var (name, value) in values)
                    Add($"{path}.{name}", value);
            else if (node is not null)
                settings[path] = node.ToJsonString();
        }
    }

    public string Intervention(InterventionKind kind) => Path.Combine(Interventions, Words.Of(kind) + ".json");

    /// <summary>
    /// Names the process that trains or attributes the run now (<see cref="Locking.Locks"/>); not part of the run.
    /// </summary>
    public string Lock => File("run.lock");

    private string File(string name) => Path.Combine(Root, name);
}
