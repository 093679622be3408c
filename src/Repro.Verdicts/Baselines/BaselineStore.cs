using Repro.Experiments;
using Repro.Files;
using Repro.Runs;
using Repro.Verdicts.Accept;

namespace Repro.Verdicts.Baselines;

/// <summary>
/// The files of one baseline: <c>baselines/&lt;profile&gt;/&lt;device&gt;/&lt;model&gt;.&lt;protocol&gt;/</c>.
/// </summary>
/// <param name="baselines">The folder <c>baselines</c>.</param>
/// <param name="spec">The experiment; its seed does not matter.</param>
public sealed class BaselineStore(string baselines, ExperimentSpec spec)
{
    /// <summary>The folder <c>baselines</c>.</summary>
    public string Baselines => baselines;

    /// <summary>The experiment; its seed does not matter.</summary>
    public ExperimentSpec Spec => spec;

    public string Folder { get; } = Path.Combine(baselines, spec.Profile, spec.Device, spec.Name());

    public string Metrics => Path.Combine(Folder, "metrics.verified.json");

    public string Curve => Path.Combine(Folder, "curve.verified.json");

    public string Attributions => Path.Combine(Folder, "attributions.verified.json");

    public string Exact => Path.Combine(Folder, "exact.verified.json");

    public string Twins => Path.Combine(Folder, "twins.verified.json");

    public string Provenance => Path.Combine(Folder, "provenance.json");

    /// <summary>Reads the baseline; null if none was accepted.</summary>
    /// <exception cref="ReproException">Some files are missing or damaged, two of them disagree, or an acceptance was
    /// interrupted (exit code 3).</exception>
    public Baseline? Read()
    {
        InterruptedAcceptance.ThrowIfIn(baselines);
        if (File.Exists(Provenance))
            return ReadFiles();
        return new[] { Metrics, Curve, Attributions, Exact, Twins }.FirstOrDefault(File.Exists) is { } left
            ? throw ReproException.Input(
                $"{Provenance}: missing, where {Path.GetFileName(left)} is there. Restore it from version control."
            )
            : null;
    }

    /// <summary>The same store below another folder.</summary>
    internal BaselineStore Below(string folder) => new(folder, spec);

    /// <summary>
    /// Writes every file; parts that the baseline does not have become empty files. Only
    /// <see cref="PendingAcceptance"/> calls this.
    /// </summary>
    internal void Write(Baseline baseline)
    {
        SafeFile.WriteJson(Metrics, baseline.Metrics);
        SafeFile.WriteJson(Curve, baseline.Curve);
        SafeFile.WriteJson(Attributions, baseline.Attributions);
        WriteOrEmpty(Exact, baseline.Exact);
        WriteOrEmpty(Twins, baseline.Twins);
        SafeFile.WriteJson(Provenance, baseline.Provenance);
    }

    private static void WriteOrEmpty<T>(string path, T? record)
        where T : class
    {
        if (record is null)
            SafeFile.WriteText(path, "");
        else
            SafeFile.WriteJson(path, record);
    }

    private Baseline ReadFiles()
    {
        var baseline = new Baseline(
            SafeFile.ReadCommittedJson<RunMetrics>(Metrics),
            SafeFile.ReadCommittedJson<TrainingHistory>(Curve),
            SafeFile.ReadCommittedJson<AttributionTable>(Attributions),
            SafeFile.ReadCommittedJson<Provenance>(Provenance)
        )
        {
            Exact = File.Exists(Exact) ? SafeFile.ReadCommittedJson<ExactRecord>(Exact) : null,
            Twins = File.Exists(Twins) ? SafeFile.ReadCommittedJson<RoundingSpan>(Twins) : null,
        };
        new BaselineAgreement(this, baseline).Check();
        return baseline;
    }
}
