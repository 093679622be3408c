using Cake.Core;
using Cake.Frosting;
using Repro.Experiment;
using Spectre.Console;

namespace ReproBuild;

/// <summary>What the tasks know. State only.</summary>
public sealed class BuildContext(ICakeContext context, BuildRun run) : FrostingContext(context)
{
    /// <summary>This run, as the host began it.</summary>
    public BuildRun Run => run;

    public ReproRequest Request => run.Request;

    public RepoPaths Paths => run.Paths;

    public Surroundings Surroundings => run.Surroundings;

    public IAnsiConsole Console => run.Console;
}
