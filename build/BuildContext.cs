using Cake.Core;
using Cake.Frosting;
using Repro.Locking;
using Repro.Requests;
using ReproBuild.Arguments;
using Spectre.Console;

namespace ReproBuild;

/// <summary>What the tasks know. State only.</summary>
public sealed class BuildContext(ICakeContext context, BuildRun run) : FrostingContext(context)
{
    /// <summary>This run, as the host began it.</summary>
    public BuildRun Run => run;

    public ResolvedRequest Request => run.Request;

    public RepoPaths Paths => run.Paths;

    public BuildSurroundings Surroundings => run.Surroundings;

    public IAnsiConsole Console => run.Console;

    public Locks Locks => run.Locks;

    /// <summary>Digest of the program that makes runs, as the last build left it.</summary>
    /// <exception cref="Repro.ReproException">See <see cref="ThisProgram.OfRuns"/>.</exception>
    public string Program => run.Program.Value;

    /// <summary>The command a person typed.</summary>
    public string Command => run.CommandLine.ToPaste(Usage.Script);
}
