using Repro.Experiments;
using Repro.Metrics;
using Repro.Quantities;
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
    /// <exception cref="ReproException">A folder is no run, or the baseline is damaged (exit code 3).</exception>
    public static ExperimentVerdict Compare(
        IReadOnlyList<RunFolder> folders,
        string baselines,
        Tolerances tolerances,
        bool exact
    )
    {
        List<RunResult> runs = [.. folders.Select(f => RunResult.Read(f).Checked())];
        var (run, store) = (runs[0], new BaselineStore(baselines, runs[0].Spec));
        var comparisons = Judge(runs, store.Read(), tolerances, exact);
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
        Baseline? baseline,
        Tolerances tolerances,
        bool exact
    ) =>
        [
            .. Compare(runs, baseline, tolerances),
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
        Compare([run], baseline, tolerances);

    private static EquatableList<QuantityComparison> Compare(
        List<RunResult> runs,
        Baseline? baseline,
        Tolerances tolerances
    )
    {
        var (run, further) = (runs[0], runs.Skip(1).ToList());
        var judge = new Judge(
            run.Spec.Profile,
            run.Spec.Name(),
            tolerances,
            new SeedRuns(baseline?.Provenance.Runs ?? [], [.. further.Select(BaselineRun.Of)])
        );
        if (runs.FirstOrDefault(r => !r.Complete) is { } partial)
            return
            [
                judge.Blocking(
                    "run",
                    null,
                    null,
                    Verdict.NotMeasured,
                    runs.Count == 1
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
            runs.Select(r => InputsDiffer(r, baseline.Provenance)).FirstOrDefault(d => d is not null) is { } difference
            ? WithoutComparison(run, judge, Verdict.NotComparable, difference)
            :
            [
                .. OfNumbers(
                    Measurements.Of(baseline),
                    Measurements.Of(run),
                    further,
                    IsSameRun(run, baseline.Provenance),
                    baseline.Provenance.Runs,
                    judge
                ),
            ];
    }

    /// <summary>Every number that can be judged.</summary>
    /// <param name="expected">Rounded as a baseline.</param>
    /// <param name="found">As measured.</param>
    /// <param name="further">Runs of other seeds that are compared together with it.</param>
    /// <param name="sameRun">Whether the two must be equal to the last bit. Else the epochs that both have are judged,
    /// and the signs that <paramref name="runs"/> agree on.</param>
    /// <param name="runs">The runs behind what is expected.</param>
    /// <param name="judge">Has the tolerances.</param>
    internal static IEnumerable<QuantityComparison> OfNumbers(
        Measurements expected,
        Measurements found,
        IReadOnlyList<RunResult> further,
        bool sameRun,
        IReadOnlyList<BaselineRun> runs,
        Judge judge
    ) =>
        [
            .. judge.All(RunValues.Metrics(expected.Metrics), RunValues.Metrics(found.Metrics)),
            .. Curve(RunValues.Curve(expected.History), RunValues.Curve(found.History), further, sameRun, judge),
            .. Attributions(expected, found, further, sameRun, runs, judge),
        ];

    private static IEnumerable<QuantityComparison> Attributions(
        Measurements expected,
        Measurements found,
        IReadOnlyList<RunResult> further,
        bool sameRun,
        IReadOnlyList<BaselineRun> runs,
        Judge judge
    )
    {
        if (expected.Attributions is null || found.Attributions is null)
            return judge.All(RunValues.Attributions(expected.Attributions), RunValues.Attributions(found.Attributions));
        var alone = sameRun && further.Count == 0;
        IEnumerable<QuantityComparison> words = alone
            ? judge.AllByStatedTolerance(
                RunValues.Attributions(expected.Attributions),
                RunValues.Attributions(found.Attributions)
            )
            : [];
        var wanted = alone ? Signs.Strong(expected.Attributions) : Signs.Agreed(runs);
        return
        [
            .. words,
            .. new SignComparison(judge, runs).Of(
                wanted,
                [Signs.Found(found.Attributions), .. further.Select(r => Signs.Found(r.Attributions))],
                alone
            ),
        ];
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

    // Another seed or arithmetic may stop at another epoch, which epochs.trained checks; a missing history is always a
    // fault.
    private static IEnumerable<QuantityComparison> Curve(
        SortedDictionary<string, double> expected,
        SortedDictionary<string, double> found,
        IReadOnlyList<RunResult> further,
        bool sameRun,
        Judge judge
    )
    {
        if (expected.Count == 0 || found.Count == 0 || (sameRun && further.Count == 0))
            return judge.All(expected, found);
        List<SortedDictionary<string, double>> sides =
        [
            expected,
            found,
            .. further.Select(r => RunValues.Curve(r.History)),
        ];
        var shared = new SortedDictionary<string, double>(
            found.Where(v => sides.TrueForAll(s => s.ContainsKey(v.Key))).ToDictionary(),
            QuantityOrder.Instance
        );
        return judge.All(Only(expected, shared), shared);
    }

    private static SortedDictionary<string, double> Only(
        SortedDictionary<string, double> values,
        SortedDictionary<string, double> other
    ) => new(values.Where(v => other.ContainsKey(v.Key)).ToDictionary(), QuantityOrder.Instance);
}
