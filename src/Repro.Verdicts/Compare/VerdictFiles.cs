using Repro.Files;
using Repro.Runs;

namespace Repro.Verdicts.Compare;

/// <summary>The overall result of a profile: <c>artifacts/report/verdict.json</c>.</summary>
/// <param name="Profile">The profile.</param>
/// <param name="Verdict">The most severe of the blocking verdicts.</param>
/// <param name="ExitCode">What the program ends with.</param>
/// <param name="Missing">Requested experiments without a verdict.</param>
/// <param name="Experiments">The experiments' own verdicts, in the requested order.</param>
public sealed record OverallVerdict(
    string Profile,
    Verdict Verdict,
    ExitCode ExitCode,
    EquatableList<string> Missing,
    EquatableList<ExperimentVerdict> Experiments
);

/// <summary>Why there is no verdict: the error that ended the comparison.</summary>
/// <param name="ExitCode">What the program ends with.</param>
/// <param name="Message">Message for the user.</param>
public sealed record Refusal(ExitCode ExitCode, string Message);

/// <summary>Writes what each experiment's fixture decided, and merges it into one verdict and exit code.</summary>
public static class VerdictFiles
{
    // A regression remains a finding whatever else is fixed; next come verdicts that prevent any finding, then those
    // that pass.
    private static readonly Verdict[] MostSevereFirst =
    [
        Verdict.Regression,
        Verdict.NotMeasured,
        Verdict.NotComparable,
        Verdict.NoBaseline,
        Verdict.Changed,
        Verdict.Improvement,
        Verdict.Within,
    ];

    /// <summary><c>&lt;verdicts&gt;/&lt;profile&gt;/&lt;experiment&gt;.json</c>.</summary>
    /// <param name="verdicts"><c>artifacts/verdicts</c>.</param>
    /// <param name="profile">The profile.</param>
    /// <param name="experiment"><c>rnn.as-written</c>.</param>
    public static string PathOf(string verdicts, string profile, string experiment) =>
        Path.Combine(verdicts, profile, experiment + ".json");

    public static void Write(string verdicts, ExperimentVerdict verdict) =>
        SafeFile.WriteJson(PathOf(verdicts, verdict.Profile, verdict.Experiment), verdict);

    /// <summary>Records why an experiment could not be compared.</summary>
    public static void WriteRefusal(string verdicts, string profile, string experiment, ReproException why) =>
        SafeFile.WriteJson(RefusalPathOf(verdicts, profile, experiment), new Refusal(why.ExitCode, why.Message));

    /// <summary>The errors recorded by <see cref="WriteRefusal"/>, combined; null if there are none.</summary>
    public static ReproException? Refused(string verdicts, string profile, IReadOnlyList<string> experiments)
    {
        var refusals = experiments
            .Select(e => RefusalPathOf(verdicts, profile, e))
            .Where(File.Exists)
            .Select(SafeFile.ReadJson<Refusal>)
            .Distinct()
            .ToList();
        return refusals.Count == 0
            ? null
            : new ReproException(refusals[0].ExitCode, string.Join('\n', refusals.Select(r => r.Message)));
    }

    /// <summary>
    /// Deletes earlier verdicts, so that a fixture that does not run leaves none. Call before the fixtures.
    /// </summary>
    public static void Clear(string verdicts, string profile) => SafeFile.DeleteFolder(Path.Combine(verdicts, profile));

    /// <summary>
    /// Reads and merges the verdicts of the requested experiments. A missing verdict, or an empty request, is not
    /// measured.
    /// </summary>
    public static OverallVerdict Merge(string verdicts, string profile, IReadOnlyList<string> experiments)
    {
        var found = experiments
            .Select(e => PathOf(verdicts, profile, e))
            .Where(File.Exists)
            .Select(SafeFile.ReadJson<ExperimentVerdict>)
            .Where(IsOnTheRunThere)
            .ToList();
        return Merge(
            profile,
            [.. experiments.Except(found.Select(v => v.Experiment), StringComparer.Ordinal)],
            [.. found]
        );
    }

    private static string RefusalPathOf(string verdicts, string profile, string experiment) =>
        Path.Combine(verdicts, profile, experiment + ".refused.json");

    // The verdict does not apply to a run that was trained again since.
    private static bool IsOnTheRunThere(ExperimentVerdict verdict) =>
        verdict.Completion is not { } completion || RunMarker.IsWhole(new RunFolder(verdict.Run).Complete, completion);

    public static OverallVerdict Merge(
        string profile,
        EquatableList<string> missing,
        EquatableList<ExperimentVerdict> experiments
    )
    {
        var verdict = MostSevere([.. experiments.Select(Of), .. missing.Select(_ => Verdict.NotMeasured)]);
        return new OverallVerdict(profile, verdict, ExitCodeOf(verdict), missing, experiments);
    }

    /// <summary>
    /// The most severe verdict among an experiment's blocking quantities. If nothing was compared, it is not measured.
    /// </summary>
    public static Verdict Of(ExperimentVerdict experiment) =>
        experiment.Comparisons.Count == 0
            ? Verdict.NotMeasured
            : MostSevere([Verdict.Within, .. experiment.Comparisons.Where(c => c.Blocking).Select(c => c.Verdict)]);

    /// <summary>
    /// within and improvement 0, regression 1, no-baseline 4, not-comparable 5, not-measured 6, changed 7.
    /// </summary>
    public static ExitCode ExitCodeOf(Verdict verdict) =>
        verdict switch
        {
            Verdict.Within or Verdict.Improvement => ExitCode.Success,
            Verdict.Regression => ExitCode.Regression,
            Verdict.Changed => ExitCode.Changed,
            Verdict.NoBaseline => ExitCode.NoBaseline,
            Verdict.NotComparable => ExitCode.NotComparable,
            _ => ExitCode.NotMeasured,
        };

    internal static Verdict MostSevere(IReadOnlyCollection<Verdict> verdicts) =>
        verdicts.Count == 0 ? Verdict.NotMeasured : MostSevereFirst.First(verdicts.Contains);
}
