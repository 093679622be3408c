using Cake.Core;
using Cake.Frosting;
using Repro.Locking;
using Repro.Requests;
using ReproBuild.Arguments;
using ReproBuild.Progress;
using Spectre.Console;

namespace ReproBuild;

/// <summary>What the tasks know. State only.</summary>
public sealed class BuildContext(ICakeContext context, BuildRun run) : FrostingContext(context)
{
    /// <summary>This run, as the host began it.</summary>
    public BuildRun Run => run;

    public ResolvedRequest Request => run.Request with { Loaded = [.. run.Loaded] };

    public RepoPaths Paths => run.Paths;

    public BuildSurroundings Surroundings => run.Surroundings;

    public IAnsiConsole Console => run.Console;

    /// <summary>Digest of the program that makes runs, as the last build left it.</summary>
    /// <exception cref="Repro.ReproException">See <see cref="ThisProgram.OfRuns"/>.</exception>
    public string Program => run.Program ??= ThisProgram.OfRuns(Paths, Surroundings);

    /// <summary>The command a person typed.</summary>
    public string Command => run.CommandLine.ToPaste(Usage.Script);

    /// <summary>Takes locks for this build; what it waits for is said in a line.</summary>
    public Locks Locks =>
        new(
            Machine.OfProcess(),
            Command,
            new LockTimes(Request.Wait),
            TimeProvider.System,
            new WaitingLine(Console).Publish
        );

    /// <summary>From here to the end of the build no other one of this clone writes verdicts and reports.</summary>
    public void HoldReport() => run.Report ??= Locks.Take(Paths.Lock("report"), "verdicts and report", run.Interrupted);

    /// <summary>Until it is disposed of, no other build of this clone writes baselines or tolerances.</summary>
    public FileLock HoldBaselines() => Locks.Take(Paths.Lock("baselines"), "the baselines", run.Interrupted);
}
