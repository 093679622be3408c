using Repro.Experiments;
using Repro.Runs;

namespace Repro.Verdicts.Baselines;

/// <summary>Where a baseline comes from: <c>provenance.json</c> beside it.</summary>
public sealed record Provenance
{
    /// <summary>Whose values the verified files hold.</summary>
    public required long Seed { get; init; }

    /// <summary><see cref="ExperimentSpec.Hash"/> of that seed's experiment.</summary>
    public required string SpecHash { get; init; }

    public required string CorpusDigest { get; init; }

    public string? VectorsDigest { get; init; }

    /// <summary>
    /// SHA-256 of <c>exact.verified.json</c>, so that its loss is noticed; null where the baseline is older than the
    /// record of its bits, and has no such file.
    /// </summary>
    public string? ExactDigest { get; init; }

    /// <summary>The same of <c>twins.verified.json</c>; null where no twins were accepted.</summary>
    public string? TwinsDigest { get; init; }

    /// <summary>
    /// Digest of what the arithmetic gave where that seed ran (<see cref="RunManifest.Arithmetic"/>): a run of the same
    /// seed and arithmetic must be equal to the last bit. Null where the device promises no bits, or the baseline is
    /// older than this record.
    /// </summary>
    public string? Arithmetic { get; init; }

    /// <summary>What that seed ran on, for display.</summary>
    public required EnvironmentFingerprint Environment { get; init; }

    /// <summary>
    /// Every seed that was accepted, by seed: the spread behind the tolerances, and the runs that claims are judged by.
    /// </summary>
    public required EquatableList<BaselineRun> Runs { get; init; }

    /// <summary>Oldest first.</summary>
    public required EquatableList<AcceptanceEntry> History { get; init; }
}

/// <param name="Seed">The run's seed.</param>
/// <param name="Values">Metrics, curve, what interventions gave, and of attributions the probabilities, scores and
/// deltas, rounded, by path.</param>
/// <param name="Signs">Per sentence one character a word: <c>+</c>, <c>-</c>, or <c>0</c> where the importance is too
/// small to have one.</param>
public sealed record BaselineRun(long Seed, SortedDictionary<string, double> Values, EquatableList<string> Signs)
{
    /// <summary>A run at hand, not rounded.</summary>
    public static BaselineRun Of(RunResult run) =>
        new(run.Spec.Seed, RunValues.Of(run), Baselines.Signs.Of(run.Attributions));
}

/// <summary>One acceptance.</summary>
/// <param name="When">UTC.</param>
/// <param name="Who">Name of the person, as version control has it.</param>
/// <param name="Reason">Why the new values are right.</param>
/// <param name="Commit">Commit of the source that made the run; see <see cref="SourceCommit"/>.</param>
/// <param name="Environment">What it ran on.</param>
/// <param name="Seeds">Seeds that were accepted with it.</param>
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
    /// True where sources were not those of any commit, when one of the runs was made or when it was accepted, and that
    /// was allowed; else null.
    /// </summary>
    public bool? DirtyTree { get; init; }

    /// <summary>Null in entries that are older than the distinction.</summary>
    public AcceptanceKind? Kind { get; init; }
}

/// <summary>What accepting did, seen from the baseline before it.</summary>
public enum AcceptanceKind
{
    /// <summary>There was none.</summary>
    First,

    /// <summary>Seeds were added; the verified values stay.</summary>
    MoreSeeds,

    /// <summary>Settings, corpus or vectors are others: nothing could be compared.</summary>
    OtherInputs,

    /// <summary>Numbers moved within their tolerances, as with another machine or another order of additions.</summary>
    Rebaseline,

    /// <summary>Something is better by more than its tolerance, and nothing worse.</summary>
    Improvement,

    /// <summary>Something is worse by more than its tolerance, and was allowed to be.</summary>
    Regression,
}

/// <param name="Quantity">The path.</param>
/// <param name="Old">Null where it was not there before.</param>
/// <param name="New">Null where it is gone.</param>
public sealed record ValueChange(string Quantity, double? Old, double? New);
