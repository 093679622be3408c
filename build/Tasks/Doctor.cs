using Cake.Frosting;
using ReproBuild.Checks;

namespace ReproBuild.Tasks;

[TaskName(nameof(Doctor))]
[TaskDescription("Looks at what the runs asked for need of this machine, and says what mends what is wrong.")]
public sealed class Doctor : AsyncFrostingTask<BuildContext>
{
    public override async Task RunAsync(BuildContext context)
    {
        var checks = await MachineChecks.OfAsync(context, TimeProvider.System);
        context.Console.Write(CheckTable.Of(checks));
        context.Run.Finding = CheckTable.Finding(checks, context.Request.Profile);
    }
}
