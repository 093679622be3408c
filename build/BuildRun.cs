using Repro;
using Repro.Locking;
using Repro.Requests;
using Repro.Verdicts.Diff;
using ReproBuild.Against;
using ReproBuild.Arguments;
using ReproBuild.Soaking;
using Spectre.Console;

namespace ReproBuild;

/// <summary>One run of the build: the command line, resolved, and its outcome.</summary>
public sealed class BuildRun
{
    private Outcome? outcome;
    private bool failed;

    /// <summary>What the pipeline works on. The task Prepare adds the inputs that it has loaded.</summary>
    public required ResolvedRequest Request { get; set; }

    public string? Reason { get; init; }

    /// <summary>Names of mutants, or how many a day; null for all.</summary>
    public string? Mutants { get; init; }

    public bool AllowRegression { get; init; }

    public bool DirtyOk { get; init; }

    /// <summary>Whether Doctor and Clean are about the cache of downloads and prepared corpora.</summary>
    public bool OfCache { get; init; }

    /// <summary>Whether Doctor also trains.</summary>
    public bool Deep { get; init; }

    public required CommandLine CommandLine { get; init; }

    /// <summary>What the target Diff compares.</summary>
    public required DiffRequest Diff { get; init; }

    /// <summary>What the target Soak does.</summary>
    public required SoakRequest Soak { get; init; }

    /// <summary>The version that --against names, or on a build server the base of a pull request; null for none.</summary>
    public OtherSide? Against { get; init; }

    /// <summary>Whether that version is to be trained, too; else only its yardstick judges.</summary>
    public bool AgainstTrains { get; init; }

    public required RepoPaths Paths { get; init; }

    public required BuildSurroundings Surroundings { get; init; }

    public required IAnsiConsole Console { get; init; }

    /// <summary>Takes locks for this build, and prints a line while it waits.</summary>
    public required Locks Locks { get; init; }

    /// <summary>Digest of the program that makes runs; read when first asked for, which is after the build.</summary>
    public required Lazy<string> Program { get; init; }

    /// <summary>Cancelled by Ctrl+C.</summary>
    public CancellationToken Interrupted { get; init; }

    /// <summary>The lock on verdicts and report, once it is held; see <see cref="CloneLocks.HoldReport"/>.</summary>
    public FileLock? Report { get; set; }

    private string Command => CommandLine.ToPaste(Usage.Script);

    /// <summary>A target's result. The last one counts, except that a success never hides a failure.</summary>
    public void Conclude(Outcome result)
    {
        if (outcome is null or { ExitCode: ExitCode.Success } || result.ExitCode != ExitCode.Success)
            outcome = result;
    }

    /// <summary>A target judged again what an earlier one had judged: only its result counts.</summary>
    public void Revise(Outcome result) => outcome = result;

    /// <summary>The run ended early. That counts for more than any result before it.</summary>
    public void Fail(Exception failure)
    {
        failed = true;
        outcome = Outcome.Of(failure, Command);
    }

    /// <summary>What the process ends with.</summary>
    /// <param name="host">What the host returned: 0, or anything else after an error.</param>
    public Outcome End(int host) =>
        Interrupted.IsCancellationRequested ? Outcome.Interrupted(Command)
        : host != 0 && !failed ? Outcome.Failed(ExitCode.ToolFailure)
        : outcome ?? Outcome.Success;
}
