using Repro.Experiments;
using Repro.Runs;

namespace Repro.Verdicts.Baselines;

/// <summary>Origin of a baseline: <c>provenance.json</c> beside it.</summary>
public sealed record Provenance
{
    /// <summary>Seed of the run in the verified files.</summary>
    public required long Seed { get; init; }

    /// <summary><see cref="ExperimentSpec.Hash"/> of that seed's experiment.</summary>
    public required string SpecHash { get; init; }

    public required string CorpusDigest { get; init; }

    public string? VectorsDigest { get; init; }

    /// <summary>
    /// SHA-256 of <c>exact.verified.json</c>, so that a missing file is noticed; null in older baselines, which have no
    /// such file.
    /// </summary>
    public string? ExactDigest { get; init; }

    /// <summary>The same for <c>twins.verified.json</c>; null if no twins were accepted.</summary>
    public string? TwinsDigest { get; init; }

    /// <summary>
    /// Digest of the arithmetic that seed ran on (<see cref="RunManifest.Arithmetic"/>). A run with the same seed and
    /// arithmetic must be bitwise equal. Null on devices without bitwise reproducibility, and in baselines older than
    /// this field.
    /// </summary>
    public string? Arithmetic { get; init; }

    /// <summary>Environment of that run, for display.</summary>
    public required EnvironmentFingerprint Environment { get; init; }

    /// <summary>
    /// All accepted runs, ordered by seed. Tolerances are derived from their spread, and claims are judged by them.
    /// </summary>
    public required EquatableList<BaselineRun> Runs { get; init; }

    /// <summary>Oldest first.</summary>
    public required EquatableList<AcceptanceEntry> History { get; init; }
}

/// <param name="Seed">The run's seed.</param>
/// <param name="Values">Rounded values by path: metrics, curve, intervention results, and the attributions'
/// probabilities, scores and deltas.</param>
/// <param name="Signs">Per sentence, one character per word: <c>+</c>, <c>-</c>, or <c>0</c> where the importance is
/// too small to have one.</param>
public sealed record BaselineRun(long Seed, SortedDictionary<string, double> Values, EquatableList<string> Signs)
{
    /// <summary>Converts a run, without rounding.</summary>
    public static BaselineRun Of(RunResult run) =>
        new(run.Spec.Seed, RunValues.Of(run), Baselines.Signs.Of(run.Attributions));
}

/// <summary>One acceptance.</summary>
/// <param name="When">UTC.</param>
/// <param name="Who">Name of the person in version control.</param>
/// <param name="Reason">Why the new values are right.</param>
/// <param name="Commit">Commit of the source that made the run; see <see cref="SourceCommit"/>.</param>
/// <param name="Environment">Environment of the run.</param>
/// <param name="Seeds">Seeds that were accepted.</param>
/// <param name="Changes">Metrics whose verified value changed.</param>
public sealed record AcceptanceEntry(
    DateTimeOffset When,
    string Who,
    string Reason,
    string Commit,
    EnvironmentFingerprint Environment,
    EquatableList<long> Seeds,
    EquatableList<ValueChange> Changes
)
{
    /// <summary>
    /// True if there were uncommitted changes when a run was made or accepted, and that was allowed; else null.
    /// </summary>
    public bool? DirtyTree { get; init; }

    /// <summary>Null in entries older than this field.</summary>
    public AcceptanceKind? Kind { get; init; }
}

/// <summary>Effect of an acceptance relative to the previous baseline.</summary>
public enum AcceptanceKind
{
    /// <summary>There was no previous baseline.</summary>
    First,

    /// <summary>Seeds were added; the verified values stay.</summary>
    MoreSeeds,

    /// <summary>Settings, corpus or vectors differ, so nothing could be compared.</summary>
    OtherInputs,

    /// <summary>
    /// Numbers changed within their tolerances, as on another machine or with another order of additions.
    /// </summary>
    Rebaseline,

    /// <summary>Something is better by more than its tolerance, and nothing is worse.</summary>
    Improvement,

    /// <summary>Something is worse by more than its tolerance, which was allowed.</summary>
    Regression,
}

/// <param name="Quantity">The path.</param>
/// <param name="Old">Null if it did not exist before.</param>
/// <param name="New">Null if it no longer exists.</param>
public sealed record ValueChange(string Quantity, double? Old, double? New);
