using Cake.Common.Tools.DotNet;
using Cake.Common.Tools.DotNet.Build;
using Cake.Frosting;

namespace ReproBuild.Tasks;

[TaskName(nameof(Build))]
[TaskDescription("Restores and compiles everything, warnings as errors.")]
public sealed class Build : FrostingTask<BuildContext>
{
    public override void Run(BuildContext context)
    {
        using var alone = context.Locks.Take(context.Paths.Lock("build"), "the clone's build", context.Run.Interrupted);
        context.DotNetBuild(
            context.Paths.Solution,
            new DotNetBuildSettings { NoLogo = true, Verbosity = DotNetVerbosity.Quiet }
        );
    }
}
