using Repro.Verdicts.Baselines;
using Repro.Verdicts.Compare;

namespace Repro.Verdicts.Accept;

/// <param name="Reason">Why the new values are right; empty to only preview them.</param>
/// <param name="Who">Name of the person in version control.</param>
/// <param name="OnCi">Whether this is a build server, where nothing may be accepted.</param>
/// <param name="AllowRegression">Whether a blocking quantity may be worse than its baseline.</param>
public sealed record AcceptanceRequest(string Reason, string Who, bool OnCi, bool AllowRegression = false)
{
    /// <summary>Whether files are changed, added or deleted since the commit, baselines aside.</summary>
    public bool DirtyTree { get; init; }

    /// <summary>Whether uncommitted changes are allowed, now and when the runs were made.</summary>
    public bool DirtyOk { get; init; }
}

/// <summary>What acceptance does to one experiment's baseline.</summary>
/// <param name="Folder">The baseline's folder.</param>
/// <param name="Experiment"><c>rnn.as-written</c>.</param>
/// <param name="Entry">Entry to append to its history.</param>
/// <param name="Worse">Blocking quantities that are worse by more than their tolerance.</param>
public sealed record AcceptedBaseline(
    string Folder,
    string Experiment,
    AcceptanceEntry Entry,
    EquatableList<QuantityComparison> Worse
)
{
    /// <summary>Where <see cref="Baseline"/> is written.</summary>
    public required BaselineStore Store { get; init; }

    /// <summary>Whether the runs are bitwise equal to the baseline, so that nothing is written.</summary>
    public bool IsUnchanged { get; init; }

    /// <summary>The baseline to write.</summary>
    public required Baseline Baseline { get; init; }
}
