using System.Text.Json;
using System.Text.Json.Nodes;
using Repro.Experiments;
using Repro.Files;
using Repro.Metrics;
using Repro.Quantities;
using Repro.Runs;
using Repro.Verdicts.Baselines;
using Repro.Verdicts.Compare;
using Repro.Verdicts.Interventions;

namespace Repro.Verdicts.Accept;

/// <summary>
/// Makes runs the baseline: the only writer of <c>baselines/</c>. All runs are checked before the first file is
/// written; baselines of other experiments are not changed.
/// </summary>
/// <param name="baselines">The folder <c>baselines</c>.</param>
/// <param name="tolerances">Decide whether a new value is worse than the old one.</param>
/// <param name="program"><see cref="ProgramDigest"/> of the current program; runs made by other code are not
/// accepted.</param>
public sealed class Acceptance(string baselines, Tolerances tolerances, string program)
{
    /// <summary>Candidate folders for a run's twins, named by their disturbance; by default there are none.</summary>
    public Func<ExperimentSpec, IReadOnlyList<(string Name, RunFolder Folder)>> Twins { get; init; } = _ => [];

    /// <summary>Completes an interrupted acceptance as it was decided then.</summary>
    /// <returns>Whether there was one.</returns>
    /// <exception cref="ReproException">Running on CI, or the reason is missing (exit code 2).</exception>
    public bool Complete(AcceptanceRequest request)
    {
        if (!InterruptedAcceptance.IsIn(baselines))
            return false;
        AcceptanceChecks.ThrowIfOnBuildServer(request);
        AcceptanceChecks.ThrowIfWithoutReason(request);
        new PendingAcceptance(baselines).Complete();
        return true;
    }

    /// <summary>What accepting would do; writes nothing.</summary>
    /// <param name="runs">Complete runs; several seeds of an experiment make one baseline.</param>
    /// <param name="request">Who and why.</param>
    /// <param name="clock">When.</param>
    /// <exception cref="ReproException">Running on CI (exit code 2); there are no runs, or one is partial or has NaN
    /// (6); a run changed after completion (3); other code made it (5).</exception>
    public IReadOnlyList<AcceptedBaseline> Plan(
        IReadOnlyList<RunFolder> runs,
        AcceptanceRequest request,
        TimeProvider clock
    )
    {
        AcceptanceChecks.ThrowIfOnBuildServer(request);
        if (runs.Count == 0)
            throw new ReproException(
                ExitCode.NotMeasured,
                "Accept: there are 0 runs to accept; at least 1 is needed. Run the target Reproduce first."
            );
        foreach (var run in runs)
            AcceptanceChecks.ThrowIfNotWhole(run, program);

        return
        [
            .. runs.Select(run => InterventionAgreement.Checked(RunResult.Read(run).Checked()))
                .GroupBy(run => new BaselineStore(baselines, run.Spec).Folder, StringComparer.Ordinal)
                .OrderBy(group => group.Key, StringComparer.Ordinal)
                .Select(group => Prepare([.. group.OrderBy(r => r.Spec.Seed)], request, clock.GetUtcNow())),
        ];
    }

    /// <summary>
    /// Writes the result of <see cref="Plan"/>, all or nothing. Unchanged baselines are not rewritten.
    /// </summary>
    /// <exception cref="ReproException">The reason is missing, or sources had uncommitted changes and that is not
    /// allowed (2), or something is worse and that is not allowed (1).</exception>
    public static void Write(IReadOnlyList<AcceptedBaseline> planned, AcceptanceRequest request)
    {
        AcceptanceChecks.ThrowIfWithoutReason(request);
        var pending = new PendingAcceptance(planned[0].Store.Baselines);
        pending.DeleteLeftovers();
        planned = [.. planned.Where(p => !p.IsUnchanged)];
        if (planned.Count == 0)
            return;
        AcceptanceChecks.ThrowIfDirty(planned, request);
        var worse = planned
            .SelectMany(p =>
                p.Worse.Select(w =>
                    FormattableString.Invariant(
                        $"{p.Experiment} {w.Quantity} ({w.Expected} → {w.Found}, tolerance {w.Tolerance})"
                    )
                )
            )
            .ToList();
        if (worse.Count > 0 && !request.AllowRegression)
            throw new ReproException(
                ExitCode.Regression,
                $"Accept: nothing was written. Worse than the baseline: {string.Join("; ", worse)}. Fix it, "
                    + "or leave the experiment out by --only, or pass --allow-regression as well."
            );
        pending.Write(planned);
    }

    private AcceptedBaseline Prepare(IReadOnlyList<RunResult> runs, AcceptanceRequest request, DateTimeOffset now)
    {
        var store = new BaselineStore(baselines, runs[0].Spec);
        var old = store.Read();
        var lead = runs.FirstOrDefault(r => r.Spec.Seed == (old?.Provenance.Seed ?? Profiles.DefaultSeed)) ?? runs[0];
        var kept = old is not null && Comparison.InputsDiffer(lead, old.Provenance) is null ? old.Provenance : null;

        // Additional seeds of an unchanged experiment are added; the verified values stay.
        var addsOnly = kept is not null && lead.Spec.Seed != kept.Seed;
        var seeds = Merge(kept?.Runs ?? [], runs, lead);
        var verified = addsOnly
            ? old! with
            {
                Provenance = kept! with { Runs = seeds },
            }
            : AcceptedTwins.With(
                Baseline.Of(lead, Provenance(lead, seeds)),
                lead,
                kept is null ? null : old,
                Twins(lead.Spec),
                program
            );
        var moved = kept is null || addsOnly ? [] : Moved(lead, old!);
        var entry = new AcceptanceEntry(
            now,
            request.Who,
            request.Reason,
            lead.Manifest.Commit,
            lead.Manifest.Environment,
            [.. runs.Select(r => r.Spec.Seed)],
            Changes(old, verified)
        )
        {
            Kind =
                old is null ? AcceptanceKind.First
                : kept is null ? AcceptanceKind.OtherInputs
                : addsOnly ? AcceptanceKind.MoreSeeds
                : KindOf(moved),
            DirtyTree = request.DirtyTree || runs.Any(r => SourceCommit.IsDirty(r.Manifest.Commit)) ? true : null,
        };
        var baseline = verified with
        {
            Provenance = verified.Provenance with { History = [.. old?.Provenance.History ?? [], entry] },
        };
        return new AcceptedBaseline(
            store.Folder,
            Path.GetFileName(store.Folder),
            entry,
            [.. moved.Where(c => c.Verdict == Verdict.Regression)]
        )
        {
            Store = store,
            Baseline = baseline,
            IsUnchanged = old is not null && JsonNode.DeepEquals(WithoutHistory(old), WithoutHistory(baseline)),
        };
    }

    /// <summary>
    /// Blocking quantities with a preferred direction that left their tolerance. Others, such as attributions, may
    /// change with kernels or machine.
    /// </summary>
    private List<QuantityComparison> Moved(RunResult lead, Baseline old) =>
        [
            .. Comparison
                .Compare(lead, old, tolerances)
                .Where(c =>
                    c is { Blocking: true, Verdict: Verdict.Regression or Verdict.Improvement }
                    && tolerances.Find(lead.Spec.Profile, c.Experiment, c.Quantity) is { Better: not Direction.Neither }
                ),
        ];

    private static AcceptanceKind KindOf(List<QuantityComparison> moved) =>
        moved.Exists(c => c.Verdict == Verdict.Regression) ? AcceptanceKind.Regression
        : moved.Count > 0 ? AcceptanceKind.Improvement
        : AcceptanceKind.Rebaseline;

    private static Provenance Provenance(RunResult lead, EquatableList<BaselineRun> seeds) =>
        new()
        {
            Seed = lead.Spec.Seed,
            SpecHash = lead.Spec.Hash(),
            CorpusDigest = lead.Manifest.CorpusDigest,
            VectorsDigest = lead.Manifest.VectorsDigest,
            Arithmetic = lead.Manifest.Arithmetic,
            Environment = lead.Manifest.Environment,
            Runs = seeds,
            History = [],
        };

    private static EquatableList<BaselineRun> Merge(
        IEnumerable<BaselineRun> kept,
        IReadOnlyList<RunResult> runs,
        RunResult lead
    )
    {
        var merged = new SortedDictionary<long, BaselineRun>(kept.ToDictionary(r => r.Seed));
        foreach (var run in runs)
        {
            if (Comparison.InputsDiffer(run, Provenance(lead, [])) is { } difference)
                throw new ReproException(
                    ExitCode.NotComparable,
                    $"Accept: {run.Folder.Root} cannot share a baseline with {lead.Folder.Root}: "
                        + $"{difference}. Accept runs of one experiment together."
                );
            merged[run.Spec.Seed] = RunOf(run);
        }

        return [.. merged.Values];
    }

    private static BaselineRun RunOf(RunResult run)
    {
        var verified = Baseline.Of(run, Provenance(run, []));
        var values = RunValues.Of(run).Where(v => !QuantityPath.Matches(QuantityPath.ImportancePattern, v.Key));
        return new BaselineRun(
            run.Spec.Seed,
            RunValues.Metrics(values.Select(v => KeyValuePair.Create(v.Key, Rounding.Of(v.Key, v.Value)))),
            Signs.Of(verified.Attributions)
        );
    }

    private static JsonNode? WithoutHistory(Baseline baseline) =>
        JsonSerializer.SerializeToNode(
            baseline with
            {
                Provenance = baseline.Provenance with { History = [] },
            },
            Json.Canonical
        );

    private static EquatableList<ValueChange> Changes(Baseline? old, Baseline verified)
    {
        var (before, after) = (
            RunValues.Metrics(old?.Metrics.Values ?? []),
            RunValues.Metrics(verified.Metrics.Values)
        );
        return
        [
            .. before
                .Keys.Union(after.Keys)
                .Order(QuantityOrder.Instance)
                .Select(path => new ValueChange(path, Value(before, path), Value(after, path)))
                .Where(change => change.Old != change.New),
        ];
    }

    private static double? Value(SortedDictionary<string, double> values, string path) =>
        values.TryGetValue(path, out var value) ? value : null;
}
