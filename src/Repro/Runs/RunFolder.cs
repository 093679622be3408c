using Repro.Experiments;

namespace Repro.Runs;

/// <summary>
/// The files of one run: <c>runs/&lt;profile&gt;/&lt;model&gt;.&lt;protocol&gt;/seed-&lt;n&gt;/</c>. Stages talk
/// through them; <see cref="Complete"/> is written last and holds the digests of the others.
/// </summary>
public sealed class RunFolder(string path)
{
    public string Root { get; } = path;

    /// <summary>The experiment, written before training starts.</summary>
    public string Spec => File("spec.json");

    /// <summary>Environment, inputs' digests, timings: what may differ between equal runs.</summary>
    public string Manifest => File("manifest.json");

    /// <summary>One <see cref="RunEvent"/> a line, appended while the run goes on.</summary>
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

    /// <summary><see cref="AttributionTable"/> of the user's own sentences; no part of the run.</summary>
    public string OwnAttributions => File("own-attributions.json");

    /// <summary>
    /// Folder of the <see cref="InterventionResult"/>s, one file each; worked out from the run, and no part of it.
    /// </summary>
    public string Interventions => File("interventions");

    /// <summary>
    /// Folder of what training can go on from, and another protocol's run replay; no part of the run.
    /// </summary>
    public string Checkpoint => File("checkpoint");

    /// <summary>Folder of the losses and metrics as TensorBoard reads them; no part of the run.</summary>
    public string TensorBoard => File("tensorboard");

    /// <summary>The completeness marker: <see cref="RunCompletion"/>.</summary>
    public string Complete => File("complete.json");

    /// <summary>Folder of a spec's run under <paramref name="runs"/> (<c>artifacts/runs</c>).</summary>
    public static RunFolder Of(string runs, ExperimentSpec spec) =>
        new(Path.Combine(runs, spec.Profile, spec.Name(), $"seed-{spec.Seed}"));

    /// <summary>Folder of another experiment's run among the same runs.</summary>
    public RunFolder Beside(ExperimentSpec spec) => Of(Path.GetFullPath(Path.Combine(Root, "..", "..", "..")), spec);

    public string Intervention(InterventionKind kind) => Path.Combine(Interventions, Words.Of(kind) + ".json");

    /// <summary>
    /// Names the process that trains or attributes the run now (<see cref="Locking.Locks"/>); no part of the run.
    /// </summary>
    public string Lock => File("run.lock");

    private string File(string name) => Path.Combine(Root, name);
}
