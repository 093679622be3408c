using Repro.Files;
using Repro.Runs;

namespace Repro.Verdicts.Compare;

/// <summary>What a whole session of a profile came to: <c>artifacts/report/verdict.json</c>.</summary>
/// <param name="Profile">The profile.</param>
/// <param name="Verdict">The gravest of the blocking verdicts.</param>
/// <param name="ExitCode">What the program ends with.</param>
/// <param name="Missing">Experiments that were asked for and left no verdict.</param>
/// <param name="Experiments">The experiments' own verdicts, in the order asked for.</param>
public sealed record OverallVerdict(
    string Profile,
    Verdict Verdict,
    ExitCode ExitCode,
    EquatableList<string> Missing,
    EquatableList<ExperimentVerdict> Experiments
);

/// <summary>Why there is no verdict: what ended the comparison.</summary>
/// <param name="ExitCode">What the program ends with.</param>
/// <param name="Message">For a person.</param>
public sealed record Refusal(ExitCode ExitCode, string Message);

/// <summary>Writes what each experiment's fixture decided, and merges it into one verdict and exit code.</summary>
public static class VerdictFiles
{
    // A regression is a finding that stays whatever else is mended; then what keeps us from finding anything; then what
    // passes.
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

    /// <summary>Says why an experiment could not be compared, for whoever waits for its verdict.</summary>
    public static void WriteRefusal(string verdicts, string profile, string experiment, ReproException why) =>
        SafeFile.WriteJson(RefusalPathOf(verdicts, profile, experiment), new Refusal(why.ExitCode, why.Message));

    /// <summary>What <see cref="WriteRefusal"/> said of the experiments, as one; null where it said nothing.</summary>
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
    /// Forgets earlier decisions, so that a fixture that does not run leaves none. Call before the fixtures.
    /// </summary>
    public static void Clear(string verdicts, string profile) => SafeFile.DeleteFolder(Path.Combine(verdicts, profile));

    /// <summary>
    /// Reads the decisions of the experiments that were asked for. Asking for none, like a missing one, is not
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

    // A run that was trained again since has other numbers than the verdict.
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
    /// The gravest verdict among an experiment's blocking quantities. Comparing nothing is not measured.
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
