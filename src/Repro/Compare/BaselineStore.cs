using Repro.Experiment;

namespace Repro.Compare;

/// <summary>The files of one baseline: <c>baselines/&lt;profile&gt;/&lt;device&gt;/&lt;model&gt;.&lt;protocol&gt;/</c>.</summary>
/// <param name="baselines">The folder <c>baselines</c>.</param>
/// <param name="spec">The experiment; its seed does not matter.</param>
public sealed class BaselineStore(string baselines, ExperimentSpec spec)
{
    public string Folder { get; } = Path.Combine(baselines, spec.Profile, spec.Device, spec.Name());

    public string Metrics => Path.Combine(Folder, "metrics.verified.json");

    public string Curve => Path.Combine(Folder, "curve.verified.json");

    public string Attributions => Path.Combine(Folder, "attributions.verified.json");

    public string Exact => Path.Combine(Folder, "exact.verified.json");

    public string Provenance => Path.Combine(Folder, "provenance.json");

    /// <summary>The baseline, or null where none was accepted.</summary>
    /// <exception cref="ReproException">A file is missing or damaged while others are there (exit code 3).</exception>
    public Baseline? Read() => !File.Exists(Provenance) ? null : new Baseline(
        SafeFile.ReadJson<RunMetrics>(Metrics),
        SafeFile.ReadJson<TrainingHistory>(Curve),
        SafeFile.ReadJson<AttributionTable>(Attributions),
        SafeFile.ReadJson<Provenance>(Provenance))
    {
        Exact = File.Exists(Exact) ? SafeFile.ReadJson<ExactRecord>(Exact) : null,
    };

    /// <summary>Writes the files, provenance last. Only <see cref="Acceptance"/> calls this.</summary>
    internal void Write(Baseline baseline)
    {
        SafeFile.WriteJson(Metrics, baseline.Metrics);
        SafeFile.WriteJson(Curve, baseline.Curve);
        SafeFile.WriteJson(Attributions, baseline.Attributions);
        if (baseline.Exact is not null) SafeFile.WriteJson(Exact, baseline.Exact);
        else File.Delete(Exact);
        SafeFile.WriteJson(Provenance, baseline.Provenance);
    }
}
