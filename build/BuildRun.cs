using Repro;
using Repro.Locking;
using Repro.Requests;
using Repro.Runs;
using Repro.Verdicts.Compare;
using Repro.Verdicts.Diff;
using Repro.Verdicts.Report.Diffs;
using Repro.Verdicts.Report.Tables;
using ReproBuild.Arguments;
using ReproBuild.Soaking;
using Spectre.Console;

namespace ReproBuild;

/// <summary>One run of the build: what was asked for, and what became of it.</summary>
public sealed class BuildRun
{
    public required ResolvedRequest Request { get; init; }

    public string? Reason { get; init; }

    /// <summary>Names of mutants, or how many a day; null for all.</summary>
    public string? Mutants { get; init; }

    public bool AllowRegression { get; init; }

    public bool DirtyOk { get; init; }

    /// <summary>Whether Doctor and Clean are about the cache of downloads and prepared corpora.</summary>
    public bool OfCache { get; init; }

    /// <summary>Whether Doctor is to train, too.</summary>
    public bool Deep { get; init; }

    public required CommandLine CommandLine { get; init; }

    /// <summary>What the target Diff is to compare.</summary>
    public required DiffRequest Diff { get; init; }

    /// <summary>What the target Soak is to do.</summary>
    public required SoakRequest Soak { get; init; }

    public required RepoPaths Paths { get; init; }

    public required BuildSurroundings Surroundings { get; init; }

    public required IAnsiConsole Console { get; init; }

    /// <summary>Cancelled by Ctrl+C.</summary>
    public CancellationToken Interrupted { get; init; }

    /// <summary>What the task Prepare has loaded, in this run or, where it is not part of it, before.</summary>
    public List<LoadedInputs> Loaded { get; } = [];

    /// <summary>What comparing found; null where nothing was compared.</summary>
    public OverallVerdict? Verdict { get; set; }

    /// <summary>What the target Diff found; null where it did not run.</summary>
    public Difference? Difference { get; set; }

    /// <summary>What a target found that judges no numbers; null where none did.</summary>
    public Finding? Finding { get; set; }

    /// <summary>Digest of the program that makes runs; null until it is asked for, which is after the build.</summary>
    public string? Program { get; set; }

    /// <summary>Held from the first verdict to the end; see <see cref="BuildContext.HoldReport"/>.</summary>
    public FileLock? Report { get; set; }

    /// <summary>What ended the run early; null where nothing did.</summary>
    public Exception? Failure { get; set; }

    /// <summary>What the process ends with; see <see cref="Repro.ExitCode"/>.</summary>
    /// <param name="host">What the host returned: 0, or anything else after an error.</param>
    public ExitCode ExitCode(int host) =>
        (Interrupted.IsCancellationRequested, Failure) switch
        {
            (true, _) or (_, OperationCanceledException) => Repro.ExitCode.Interrupted,
            (_, ReproException e) => e.ExitCode,
            (_, { InnerException: ReproException e }) => e.ExitCode,
            (_, { }) => Repro.ExitCode.ToolFailure,
            _ when host != 0 => Repro.ExitCode.ToolFailure,
            _ => Difference?.ExitCode ?? Verdict?.ExitCode ?? Finding?.ExitCode ?? Repro.ExitCode.Success,
        };

    /// <summary>The last line of the run; null where there is nothing to say.</summary>
    public string? LastLine(ExitCode exitCode) =>
        exitCode switch
        {
            Repro.ExitCode.Interrupted =>
                "Interrupted. Complete runs and epochs are kept, and on the CPU the batches of an epoch "
                    + $"under way. To go on from there: {CommandLine.ToPaste(Usage.Script)}",
            _ when Failure is not null
                    || (
                        Verdict is null && Difference is null && Finding is null && exitCode != Repro.ExitCode.Success
                    ) => $"Failed: {Words.Of(exitCode).Replace('-', ' ')} (exit code {(int)exitCode}).",
            _ when Difference is { } difference =>
                $"Verdict: {VerdictText.Word(difference.Verdict)}: {TerminalText.Of(DiffText.Sentence(difference))}",
            _ when Finding is { } finding => $"Verdict: {finding.Sentence} (exit code {(int)exitCode})",
            _ => Verdict is { } overall
                ? $"Verdict: {Words.Of(overall.Verdict)}: {VerdictText.Sentence(overall)}"
                : null,
        };
}
