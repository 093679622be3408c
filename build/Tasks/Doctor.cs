using Cake.Frosting;
using Repro.Data.Cache;
using Repro.Data.Fetch;
using ReproBuild.Arguments;
using ReproBuild.Checks;
using ReproBuild.Fixtures;

namespace ReproBuild.Tasks;

[TaskName(nameof(Doctor))]
[TaskDescription(
    "Checks what the requested runs need on this machine, and how to fix problems; with --cache, "
        + "the digest of every cached file; with --deep, whether a seed gives the same bits twice."
)]
public sealed class Doctor : AsyncFrostingTask<BuildContext>
{
    public override async Task RunAsync(BuildContext context)
    {
        if (context.Run.OfCache)
        {
            var files = new CacheInventory(
                context.Request.Cache,
                TimeProvider.System.GetUtcNow(),
                Catalogue.All,
                ThisProgram.OfData
            ).Check(context.Run.Interrupted);
            context.Console.Write(CacheListing.Render(files));
            context.Run.Conclude(Outcome.Of(CacheListing.Finding(files, Usage.Script)));
            return;
        }

        var checks = await MachineChecks.OfAsync(context, TimeProvider.System);
        if (context.Run.Deep && checks.All(c => c.State != CheckState.Problem))
        {
            new Build().Run(context);
            checks = [.. checks, DeterminismCheck.Of(await new DoubleRun(context).RunAsync())];
        }

        context.Console.Write(CheckTable.Render(checks));
        context.Run.Conclude(Outcome.Of(CheckTable.Finding(checks, context.Request.Profile)));
    }
}
