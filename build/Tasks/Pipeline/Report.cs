using Cake.Frosting;
using Repro.Verdicts.Report;
using Repro.Verdicts.Report.Tables;
using Spectre.Console;

namespace ReproBuild.Tasks.Pipeline;

[TaskName(nameof(Report))]
[TaskDescription("Shows what was found, and writes artifacts/report: summary.md, verdict.json and index.html.")]
[IsDependentOn(typeof(Confirm))]
public sealed class Report : FrostingTask<BuildContext>
{
    public override void Run(BuildContext context)
    {
        CloneLocks.HoldReport(context.Run);
        var request = context.Request;
        var folders = new ReportFolders(
            request.AtHand(context.Program),
            request.Baselines,
            request.Verdicts,
            context.Paths.Report
        );
        var overall = ReportWriter.Write(
            folders,
            request.Profile,
            [.. request.Experiments.Select(spec => spec.Name())],
            context.Console
        );
        context.Run.Conclude(Outcome.Of(overall));
        foreach (var line in NextSteps.List(overall, context.Run.CommandLine))
            context.Console.Write(new Text(line + "\n"));
        if (context.Surroundings.OnGitHub)
            foreach (var line in GitHubAnnotations.Render(overall))
                Console.WriteLine(line); // Commands to the runner: nothing may wrap them.
    }
}
