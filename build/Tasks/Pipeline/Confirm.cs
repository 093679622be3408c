using Cake.Frosting;
using Repro.Requests;
using Repro.Verdicts.Compare;
using ReproBuild.Fixtures;

namespace ReproBuild.Tasks.Pipeline;

[TaskName(nameof(Confirm))]
[TaskDescription("Trains fresh seeds of what comparing suspects (--confirm=N; the sample does so by itself).")]
[IsDependentOn(typeof(Compare))]
public sealed class Confirm : AsyncFrostingTask<BuildContext>
{
    public override bool ShouldRun(BuildContext context) => FreshSeeds.Count(context.Request) > 0;

    public override async Task RunAsync(BuildContext context)
    {
        var request = context.Request;
        var suspected = VerdictFiles.Merge(
            request.Verdicts,
            request.Profile,
            [.. request.Experiments.Select(spec => spec.Name())]
        );
        if (!suspected.Experiments.Any(experiment => experiment.IsSuspected))
            return;
        CloneLocks.HoldReport(context.Run);
        context.Run.Revise(Outcome.Of(await new ConfirmationRun(context).RunAsync(suspected)));
    }
}
