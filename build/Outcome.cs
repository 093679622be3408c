using Repro;
using Repro.Verdicts.Compare;
using Repro.Verdicts.Diff;
using Repro.Verdicts.Report.Diffs;
using Repro.Verdicts.Report.Tables;

namespace ReproBuild;

/// <summary>What a run of the build ends with.</summary>
/// <param name="ExitCode">Of the process.</param>
/// <param name="Line">The last line of the console; null for none.</param>
public sealed record Outcome(ExitCode ExitCode, string? Line)
{
    /// <summary>Nothing was judged and nothing failed.</summary>
    public static Outcome Success { get; } = new(ExitCode.Success, null);

    public static Outcome Of(OverallVerdict overall) =>
        new(overall.ExitCode, $"Verdict: {Words.Of(overall.Verdict)}: {VerdictText.Sentence(overall)}");

    public static Outcome Of(Difference difference) =>
        new(
            difference.ExitCode,
            $"Verdict: {VerdictText.Word(difference.Verdict)}: {TerminalText.Of(DiffText.Sentence(difference))}"
        );

    public static Outcome Of(Finding finding) =>
        new(finding.ExitCode, $"Verdict: {finding.Sentence} (exit code {(int)finding.ExitCode})");

    /// <summary>Of what ended the run early.</summary>
    /// <param name="failure">As the host reports it: the cause itself, or an exception around it.</param>
    /// <param name="command">The command to repeat it.</param>
    public static Outcome Of(Exception failure, string command) =>
        failure switch
        {
            OperationCanceledException => Interrupted(command),
            ReproException e => Failed(e.ExitCode),
            { InnerException: ReproException e } => Failed(e.ExitCode),
            _ => Failed(ExitCode.ToolFailure),
        };

    /// <param name="command">The command to repeat it.</param>
    public static Outcome Interrupted(string command) =>
        new(
            ExitCode.Interrupted,
            "Interrupted. Complete runs and epochs are kept, and on the CPU the batches of an unfinished epoch. To "
                + $"continue: {command}"
        );

    public static Outcome Failed(ExitCode exitCode) =>
        new(exitCode, $"Failed: {Words.Of(exitCode).Replace('-', ' ')} (exit code {(int)exitCode}).");
}
