using Cake.Frosting;
using Repro;
using Repro.Files;
using Repro.Verdicts.Report.Plain;
using ReproBuild.Arithmetic;
using ReproBuild.Fixtures;
using ReproBuild.Progress;
using ReproBuild.Tasks.Pipeline;
using Spectre.Console;

namespace ReproBuild.Tasks;

[TaskName(nameof(Twins))]
[TaskDescription(
    "Trains the requested experiments again with only the rounding disturbed, to measure its effect; "
        + "Accept then stores the result."
)]
[IsDependentOn(typeof(Intervene))]
public sealed class Twins : AsyncFrostingTask<BuildContext>
{
    public override async Task RunAsync(BuildContext context)
    {
        if (context.Request.Each().Count > 1)
            throw ReproException.Usage(
                "Twins: several seeds or settings were requested, but twins belong to one run. Request one at a time."
            );
        foreach (var twin in RoundingTwin.All)
            await TrainAsync(context, twin);
        List<TrainedTwins> trained =
        [
            .. context.Request.Experiments.Select(spec =>
                TrainedTwins.Read(context.Request.FolderOf(spec), RoundingTwin.FoldersOf(context.Paths.Twins, spec))
            ),
        ];
        var table = TwinTable.Build(trained);
        SafeFile.WriteText(Path.Combine(context.Paths.Twins, "twins.md"), MarkdownReport.Render(table));
        ConsoleReport.Write(context.Console, table);
        var unseen = trained.SelectMany(t => t.Unseen).ToList();
        if (unseen.Count > 0)
            throw new ReproException(
                ExitCode.ToolFailure,
                $"Twins: {string.Join(", ", unseen)}: the arithmetic digest equals the run's, but the bits differ, so "
                    + "it cannot be relied on. ArithmeticDigest must cover what changed them."
            );
        context.Console.Write(new Text("To store them: --target=Accept --reason=\"…\"\n"));
    }

    private static async Task TrainAsync(BuildContext context, RoundingTwin twin)
    {
        var request = twin.Of(context.Request, context.Paths.Twins);
        var specs = request.Experiments;
        if (specs.All(spec => request.MarkerOf(spec, context.Program) is { IsAttributed: true }))
        {
            context.Console.Write(new Text($"{twin.Name}: already trained\n"));
            return;
        }

        context.Console.Write(new Text($"{twin.Name}\n"));
        foreach (var stage in (string[])["train", "attribute"])
        {
            var fixtures = new FixtureRun(context, request, stage, twin.Setting);
            var follower = new RunFollower(request, fixtures.Waiting, context.Console, TimeProvider.System);
            if (await fixtures.RunAsync(follower.FollowAsync))
                continue;
            var failed = fixtures.Failed();
            throw new ReproException(
                failed.ExitCodeOf([]),
                $"Twins: {twin.Name} failed. {failed.Text}\nThe end of {fixtures.Log}:\n{fixtures.Tail()}"
            );
        }
    }
}
