using Repro.Experiments;
using Repro.Metrics;
using Repro.Runs;
using Repro.Verdicts.Baselines;
using Repro.Verdicts.Compare;
using Repro.Verdicts.Interventions;

namespace Repro.Verdicts.Claims;

/// <summary>
/// All available seeds of one experiment: complete runs on this machine, and the accepted ones in the baseline.
/// </summary>
/// <param name="Spec">The experiment, with one of the seeds.</param>
/// <param name="Runs">Values by path (see <see cref="RunValues"/>), one entry per seed.</param>
public sealed record RunSeries(ExperimentSpec Spec, EquatableList<BaselineRun> Runs)
{
    /// <summary>
    /// Reads the available runs; null if there are none. Runs whose settings or inputs differ from the first one's are
    /// left out.
    /// </summary>
    /// <param name="runs">The selected runs.</param>
    /// <param name="baselines">The folder <c>baselines</c>.</param>
    /// <param name="profile">The profile.</param>
    /// <param name="experiment"><c>rnn.as-written</c>.</param>
    public static RunSeries? Read(RunsAtHand runs, string baselines, string profile, string experiment)
    {
        var own = runs.Read(profile, experiment);
        if (own.Count == 0)
            return null;
        var lead = own.FirstOrDefault(r => r.Spec.Seed == Profiles.DefaultSeed) ?? own[0];
        var series = new SortedDictionary<long, BaselineRun>();
        if (
            new BaselineStore(baselines, lead.Spec).Read()?.Provenance is { } known
            && Comparison.InputsDiffer(lead, known) is null
        )
            foreach (var run in known.Runs)
                series[run.Seed] = run;
        foreach (var run in own.Where(r => SameInputs(r, lead)))
            series[run.Spec.Seed] = BaselineRun.Of(InterventionAgreement.Checked(run.Checked()));
        return new RunSeries(lead.Spec, [.. series.Values]);
    }

    /// <summary>
    /// The finite values of one path, in the order of the seeds. There are fewer values than runs if some lack it.
    /// </summary>
    public IReadOnlyList<double> Values(string path)
    {
        var structure = Structure(Spec);
        return structure.TryGetValue(path, out var fixedValue)
            ? [.. Runs.Select(_ => fixedValue)]
            :
            [
                .. Runs.Where(r => r.Values.TryGetValue(path, out var v) && double.IsFinite(v))
                    .Select(r => r.Values[path]),
            ];
    }

    /// <summary>Values determined by the experiment's settings, with paths that start with <c>model.</c>.</summary>
    private static Dictionary<string, double> Structure(ExperimentSpec spec)
    {
        var paths = (spec.Sizes ?? []).ToDictionary(
            size => $"model.{size.Name}",
            size => size.Value,
            StringComparer.Ordinal
        );
        if (spec.Cnn is not { } cnn)
            return paths;
        paths["model.embedding"] = cnn.Embedding;
        paths["model.features"] = cnn.Channels * cnn.Widths.Count;
        foreach (var (width, i) in cnn.Widths.Select((w, i) => (w, i + 1)))
            paths[FormattableString.Invariant($"model.kernel-width.{i}")] = width;
        return paths;
    }

    private static bool SameInputs(RunResult run, RunResult lead) =>
        (run.Spec with { Seed = lead.Spec.Seed }).Hash() == lead.Spec.Hash()
        && run.Manifest.CorpusDigest == lead.Manifest.CorpusDigest
        && run.Manifest.VectorsDigest == lead.Manifest.VectorsDigest;
}
