using Cake.Frosting;
using Repro.Verdicts.Compare;
using Repro.Verdicts.Report;
using ReproBuild.Fixtures;
using Spectre.Console;

namespace ReproBuild.Tasks.Pipeline;

[TaskName(nameof(Compare))]
[TaskDescription("Compares every experiment with its baseline, and trains nothing; the verdict decides the exit code.")]
[IsDependentOn(typeof(Intervene))]
public sealed class Compare : AsyncFrostingTask<BuildContext>
{
    public override async Task RunAsync(BuildContext context)
    {
        CloneLocks.HoldReport(context.Run);
        var request = context.Request;
        VerdictFiles.Clear(request.Verdicts, request.Profile);
        // Whatever goes wrong from here, no older report is taken for this run's.
        ReportWriter.Clear(context.Paths.Report);
        var fixtures = new FixtureRun(context, request, "compare");
        // A test that fails is a finding, not a failure: what counts is in the verdict files.
        await fixtures.RunAsync();
        List<string> experiments = [.. request.Experiments.Select(spec => spec.Name())];
        if (VerdictFiles.Refused(request.Verdicts, request.Profile, experiments) is { } refused)
            throw refused;
        var overall = VerdictFiles.Merge(request.Verdicts, request.Profile, experiments);
        context.Run.Conclude(Outcome.Of(overall));
        if (overall.Missing.Count > 0)
            context.Console.Write(
                new Text($"No verdict of {overall.Missing}. The end of {fixtures.Log}:\n{fixtures.Tail()}\n")
            );
    }
}
