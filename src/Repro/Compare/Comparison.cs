using Repro.Experiment;

namespace Repro.Compare;

/// <summary>A run against its baseline, number by number. Fails closed: what is missing, not a number or not comparable blocks.</summary>
public static class Comparison
{
    /// <summary>Compares the run in <paramref name="folder"/> and leaves <c>*.received.json</c> beside it where something is to be looked at.</summary>
    /// <param name="folder">The run.</param>
    /// <param name="baselines">The folder <c>baselines</c>; only read.</param>
    /// <param name="tolerances">From <c>baselines/tolerances.json</c>.</param>
    /// <exception cref="ReproException">The folder is no run, or the baseline is damaged (exit code 3).</exception>
    public static ExperimentVerdict Compare(RunFolder folder, string baselines, Tolerances tolerances)
    {
        var run = RunResult.Read(folder);
        var store = new BaselineStore(baselines, run.Spec);
        var comparisons = Compare(run, store.Read(), tolerances);
        Received.Write(run, store, comparisons);
        return new ExperimentVerdict(run.Spec.Profile, run.Spec.Name(), run.Spec.Seed, folder.Root, comparisons);
    }

    /// <summary>The comparison alone, without files.</summary>
    public static EquatableList<QuantityComparison> Compare(RunResult run, Baseline? baseline, Tolerances tolerances)
    {
        var judge = new Judge(run.Spec.Profile, run.Spec.Name(), tolerances);
        if (!run.Complete) return [judge.Blocking("run", null, null, Verdict.NotMeasured, "the run has no completeness marker: it was interrupted")];
        if (baseline is null) return WithoutComparison(run, judge, Verdict.NoBaseline, "no baseline is committed; look at the received files, then accept them");
        return InputsDiffer(run, baseline.Provenance) is { } difference
            ? WithoutComparison(run, judge, Verdict.NotComparable, difference)
            : [.. Judged(Measurements.Of(baseline), Measurements.Of(run), IsSameRun(run, baseline.Provenance), baseline.Provenance.Runs, judge)];
    }

    /// <summary>Every number that can be judged.</summary>
    /// <param name="expected">Rounded as a baseline.</param>
    /// <param name="found">As measured.</param>
    /// <param name="sameRun">Whether the two must be equal to the last bit. Else the epochs that both have are judged, and the signs that <paramref name="runs"/> agree on.</param>
    /// <param name="runs">The runs behind what is expected.</param>
    /// <param name="judge">Has the tolerances.</param>
    internal static IEnumerable<QuantityComparison> Judged(Measurements expected, Measurements found, bool sameRun, IReadOnlyList<BaselineRun> runs, Judge judge) =>
    [
        .. judge.All(RunValues.Metrics(expected.Metrics), RunValues.Metrics(found.Metrics)),
        .. Curve(RunValues.Curve(expected.History), RunValues.Curve(found.History), sameRun, judge),
        .. sameRun || expected.Attributions is null || found.Attributions is null
            ? judge.All(RunValues.Attributions(expected.Attributions), RunValues.Attributions(found.Attributions))
            : judge.Agreement(Signs.Agreed(runs), Signs.Found(found.Attributions), runs.Count),
    ];

    /// <summary>Whether a run must equal the baseline's own run to the last bit.</summary>
    public static bool IsSameRun(RunResult run, Provenance provenance) =>
        run.Spec.Seed == provenance.Seed && run.Manifest.Environment == provenance.Environment;

    /// <summary>Why the two runs' inputs are not the same, or null where they are. Seeds may differ.</summary>
    public static string? InputsDiffer(RunResult run, Provenance provenance)
    {
        var manifest = run.Manifest;
        if ((run.Spec with { Seed = provenance.Seed }).Hash() != provenance.SpecHash) return "the experiment's settings are not the baseline's";
        if (manifest.CorpusDigest != provenance.CorpusDigest) return $"corpus {Short(manifest.CorpusDigest)} is not the baseline's {Short(provenance.CorpusDigest)}";
        var sameVocabulary = run.Spec.Seed == provenance.Seed; // Another seed draws another vocabulary, and with it other rows of the same vectors.
        if (sameVocabulary && manifest.VectorsDigest != provenance.VectorsDigest) return $"word vectors {Short(manifest.VectorsDigest)} are not the baseline's {Short(provenance.VectorsDigest)}";
        return null;
    }

    private static EquatableList<QuantityComparison> WithoutComparison(RunResult run, Judge judge, Verdict verdict, string because)
    {
        var metrics = RunValues.Metrics(run.Metrics).Select(m =>
            double.IsFinite(m.Value) ? judge.Blocking(m.Key, null, m.Value, verdict, because) : judge.Of(m.Key, null, m.Value));
        return [judge.Blocking("run", null, null, verdict, because), .. metrics];
    }

    // Another seed or machine may stop at another epoch, which epochs.trained judges; a history that is gone is never fine.
    private static IEnumerable<QuantityComparison> Curve(SortedDictionary<string, double> expected, SortedDictionary<string, double> found, bool sameRun, Judge judge) =>
        sameRun || expected.Count == 0 || found.Count == 0
            ? judge.All(expected, found)
            : judge.All(Only(expected, found), Only(found, expected));

    private static SortedDictionary<string, double> Only(SortedDictionary<string, double> values, SortedDictionary<string, double> other) =>
        new(values.Where(v => other.ContainsKey(v.Key)).ToDictionary(), QuantityOrder.Instance);

    private static string Short(string? digest) => digest is null ? "none" : digest[..Math.Min(12, digest.Length)];
}
