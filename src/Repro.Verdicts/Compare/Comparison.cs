using Repro.Experiments;
using Repro.Metrics;
using Repro.Runs;
using Repro.Verdicts.Baselines;

namespace Repro.Verdicts.Compare;

/// <summary>
/// A run against its baseline, number by number. Fails closed: what is missing, not a number or not comparable blocks.
/// </summary>
public static class Comparison
{
    /// <summary>
    /// Compares the run in <paramref name="folder"/> and writes <c>*.received.json</c> beside it if something needs
    /// review.
    /// </summary>
    /// <param name="folder">The run.</param>
    /// <param name="baselines">The folder <c>baselines</c>; only read.</param>
    /// <param name="tolerances">From <c>baselines/tolerances.json</c>.</param>
    /// <exception cref="ReproException">The folder is no run, or the baseline is damaged (exit code 3).</exception>
    public static ExperimentVerdict Compare(RunFolder folder, string baselines, Tolerances tolerances) =>
        Compare([folder], baselines, tolerances, exact: false);

    /// <summary>Compares several runs of one experiment that differ only in their seed.</summary>
    /// <param name="folders">The runs, at least one. The verdict is recorded for the first one, and received files are
    /// written beside it.</param>
    /// <param name="baselines">The folder <c>baselines</c>; only read.</param>
    /// <param name="tolerances">From <c>baselines/tolerances.json</c>.</param>
    /// <param name="exact">Whether the result is not comparable if no bitwise comparison is possible.</param>
    /// <param name="fresh">Runs of fresh seeds, which confirm or dispel a suspicion; if none, it remains one.</param>
    /// <exception cref="ReproException">A folder is no run, or the baseline is damaged (exit code 3).</exception>
    public static ExperimentVerdict Compare(
        IReadOnlyList<RunFolder> folders,
        string baselines,
        Tolerances tolerances,
        bool exact,
        IReadOnlyList<RunFolder>? fresh = null
    )
    {
        List<RunResult> runs = [.. folders.Select(f => RunResult.Read(f).Checked())];
        var (run, store) = (runs[0], new BaselineStore(baselines, runs[0].Spec));
        List<RunResult> confirming = [.. (fresh ?? []).Select(f => RunResult.Read(f).Checked())];
        var comparisons = Judge(runs, confirming, store.Read(), tolerances, exact);
        Received.Write(run, store, comparisons);
        return new ExperimentVerdict(run.Spec.Profile, run.Spec.Name(), run.Spec.Seed, folders[0].Root, comparisons)
        {
            Seeds = runs.Count == 1 ? null : [.. runs.Select(r => r.Spec.Seed)],
            Completion = run.Complete ? RunMarker.DigestOf(run.Folder.Complete) : null,
        };
    }

    /// <summary>The comparison of runs that differ in their seed alone, by all three lanes, without files.</summary>
    internal static EquatableList<QuantityComparison> Judge(
        List<RunResult> runs,
        List<RunResult> fresh,
        Baseline? baseline,
        Tolerances tolerances,
        bool exact
    ) =>
        [
            .. Compare(runs, fresh, baseline, tolerances),
            .. BitwiseComparison.Compare(runs, baseline, exact),
            .. RoundingComparison.Compare(runs, baseline),
        ];

    /// <summary>The verdict on an experiment without anything to compare.</summary>
    /// <param name="spec">The experiment.</param>
    /// <param name="folder">Where its run would be.</param>
    /// <param name="because">Why there is nothing to compare.</param>
    public static ExperimentVerdict NotMeasured(ExperimentSpec spec, RunFolder folder, string because) =>
        new(
            spec.Profile,
            spec.Name(),
            spec.Seed,
            folder.Root,
            [new(spec.Name(), "run", null, null, null, Blocking: true, Verdict.NotMeasured, because)]
        );

    /// <summary>Compares a single run without writing files.</summary>
    public static EquatableList<QuantityComparison> Compare(RunResult run, Baseline? baseline, Tolerances tolerances) =>
        Compare([run], [], baseline, tolerances);

    private static EquatableList<QuantityComparison> Compare(
        List<RunResult> runs,
        List<RunResult> fresh,
        Baseline? baseline,
        Tolerances tolerances
    )
    {
        var (run, further) = (runs[0], runs.Skip(1).ToList());
        List<RunResult> all = [.. runs, .. fresh];
        var judge = JudgeOf(runs, fresh, baseline, tolerances);
        if (all.FirstOrDefault(r => !r.Complete) is { } partial)
            return
            [
                judge.Blocking(
                    "run",
                    null,
                    null,
                    Verdict.NotMeasured,
                    all.Count == 1
                        ? "the run has no completeness marker: it was interrupted"
                        : FormattableString.Invariant(
                            $"the run of seed {partial.Spec.Seed} has no completeness marker: it was interrupted"
                        )
                ),
            ];
        if (baseline is null)
            return WithoutComparison(
                run,
                judge,
                Verdict.NoBaseline,
                "no baseline is committed; review the received files, then accept them"
            );
        return
            all.Select(r => InputsDiffer(r, baseline.Provenance)).FirstOrDefault(d => d is not null) is { } difference
            ? WithoutComparison(run, judge, Verdict.NotComparable, difference)
            :
            [
                .. NumberComparison.Compare(
                    Measurements.Of(baseline),
                    Measurements.Of(run),
                    further,
                    fresh,
                    IsSameRun(run, baseline.Provenance),
                    baseline.Provenance.Runs,
                    judge
                ),
            ];
    }

    private static Judge JudgeOf(List<RunResult> runs, List<RunResult> fresh, Baseline? baseline, Tolerances tolerances)
    {
        var spec = runs[0].Spec;
        var accepted = tolerances.AcceptedSeeds(spec.Profile, spec.Device);
        if (baseline is not null)
            accepted[spec.Name()] = baseline.Provenance.Runs;
        return new Judge(
            spec.Profile,
            spec.Name(),
            tolerances,
            new SeedRuns(
                baseline?.Provenance.Runs ?? [],
                [.. runs.Skip(1).Select(BaselineRun.Of)],
                [.. fresh.Select(BaselineRun.Of)]
            )
            {
                Leading = spec.Seed,
            },
            new GateList(tolerances, spec.Profile, accepted, runs.Count)
        );
    }

    /// <summary>
    /// Whether a run, of the same settings and inputs, must equal the baseline's own to the last bit.
    /// </summary>
    public static bool IsSameRun(RunResult run, Provenance provenance) =>
        run.Spec.Seed == provenance.Seed && IsSameArithmetic(run.Manifest.Arithmetic, provenance.Arithmetic);

    /// <summary>Whether both are recorded, and equal.</summary>
    internal static bool IsSameArithmetic(string? one, string? other) => one is not null && one == other;

    /// <summary>Why the two runs' inputs are not the same, or null where they are. Seeds may differ.</summary>
    public static string? InputsDiffer(RunResult run, Provenance provenance)
    {
        var manifest = run.Manifest;
        if ((run.Spec with { Seed = provenance.Seed }).Hash() != provenance.SpecHash)
            return "the experiment's settings are not the baseline's";
        if (manifest.CorpusDigest != provenance.CorpusDigest)
            return $"corpus {DigestText.Shortened(manifest.CorpusDigest)} is not the baseline's "
                + $"{DigestText.Shortened(provenance.CorpusDigest)}";
        // Another seed draws another vocabulary, and with it other rows of the same vectors.
        var sameVocabulary = run.Spec.Seed == provenance.Seed;
        if (sameVocabulary && manifest.VectorsDigest != provenance.VectorsDigest)
            return $"word vectors {DigestText.Shortened(manifest.VectorsDigest)} are not the baseline's "
                + $"{DigestText.Shortened(provenance.VectorsDigest)}";
        return null;
    }

    private static EquatableList<QuantityComparison> WithoutComparison(
        RunResult run,
        Judge judge,
        Verdict verdict,
        string because
    )
    {
        var metrics = RunValues
            .Metrics(run.Metrics)
            .Select(m =>
                double.IsFinite(m.Value)
                    ? judge.Blocking(m.Key, null, m.Value, verdict, because)
                    : judge.Of(m.Key, null, m.Value)
            );
        return [judge.Blocking("run", null, null, verdict, because), .. metrics];
    }
}
