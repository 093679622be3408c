using Cake.Frosting;
using Repro.Cache;
using Repro.Fetch;
using ReproBuild.Arguments;
using ReproBuild.Checks;

namespace ReproBuild.Tasks;

[TaskName(nameof(Doctor))]
[TaskDescription("Looks at what the runs asked for need of this machine, and says what mends what is wrong; with --cache, at every cached file's digest.")]
public sealed class Doctor : AsyncFrostingTask<BuildContext>
{
    public override async Task RunAsync(BuildContext context)
    {
        if (context.Run.OfCache)
        {
            var files = new CacheInventory(context.Request.Cache, TimeProvider.System.GetUtcNow(), Catalogue.All).Check(context.Run.Interrupted);
            context.Console.Write(CacheListing.Of(files));
            context.Run.Finding = CacheListing.Finding(files, Usage.Script);
            return;
        }

        var checks = await MachineChecks.OfAsync(context, TimeProvider.System);
        context.Console.Write(CheckTable.Of(checks));
        context.Run.Finding = CheckTable.Finding(checks, context.Request.Profile);
    }
}
