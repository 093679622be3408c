using Cake.Frosting;
using Repro.Report;

namespace ReproBuild.Tasks.Pipeline;

[TaskName(nameof(Report))]
[TaskDescription("Shows what was found, and writes artifacts/report: summary.md, verdict.json and index.html.")]
[IsDependentOn(typeof(Compare))]
public sealed class Report : FrostingTask<BuildContext>
{
    public override void Run(BuildContext context)
    {
        var request = context.Request;
        var folders = new ReportFolders(request.Runs, request.Baselines, request.Verdicts, context.Paths.Report);
        context.Run.Verdict = ReportWriter.Write(folders, request.Profile, [.. request.Experiments().Select(spec => spec.Name())], context.Console);
    }
}
