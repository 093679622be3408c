using Cake.Frosting;
using Repro;
using Repro.Files;
using Repro.Requests;
using Repro.Torch.Libtorch;
using Repro.Verdicts.Report.Plain;
using Repro.Verdicts.Report.Sections;
using ReproBuild.Fixtures;
using ReproBuild.Progress;
using Spectre.Console;

namespace ReproBuild.Tasks.Pipeline;

[TaskName(nameof(Train))]
[TaskDescription("Trains and tests every experiment, or reuses runs that are complete and unchanged.")]
[IsDependentOn(typeof(Build))]
[IsDependentOn(typeof(Prepare))]
public sealed class Train : AsyncFrostingTask<BuildContext>
{
    public override async Task RunAsync(BuildContext context)
    {
        if (context.Surroundings.Libtorch is { } installed)
            InstalledLibtorch.FolderOf(installed); // Said here, before a fixture could only fail with it.
        var requests = context.Request.Each();
        foreach (var request in requests)
        {
            if (requests.Count > 1)
                context.Console.Write(
                    new Text(Heading(context.Request, request) + "\n", new Style(decoration: Decoration.Bold))
                );
            await TrainAsync(context, request);
        }

        if (requests.Count > 1)
            Tabulate(context, requests);
    }

    private static string Heading(ResolvedRequest all, ResolvedRequest one) =>
        string.Join(
            ", ",
            (string[])
                [
                    .. all.Sweep.Count > 0 ? one.Overrides : [],
                    .. all.Seeds.Count > 0 ? [FormattableString.Invariant($"seed {one.Seed}")] : Array.Empty<string>(),
                ]
        );

    private static void Tabulate(BuildContext context, IReadOnlyList<ResolvedRequest> requests)
    {
        var file = Path.Combine(context.Paths.Report, "settings.md");
        ConsoleReport.Write(context.Console, SweepSection.Build(requests));
        SafeFile.WriteText(file, MarkdownReport.Render(SweepSection.Build(requests)));
        context.Console.Write(new Text($"Table: {file}\n"));
    }

    private static async Task TrainAsync(BuildContext context, ResolvedRequest request)
    {
        var specs = request.Experiments;
        foreach (var line in ReusedRuns.Lines(request, specs, context.Program))
            context.Console.Write(new Text(line + "\n"));
        if (specs.All(spec => request.MarkerOf(spec, context.Program) is { IsTrained: true }))
            return;

        var fixtures = new FixtureRun(context, request, "train");
        var follower = new RunFollower(request, fixtures.Waiting, context.Console, TimeProvider.System);
        var passed = await fixtures.RunAsync(follower.FollowAsync);
        var without = specs
            .Where(spec => !File.Exists(request.FolderOf(spec).Metrics))
            .Select(spec => spec.Name())
            .ToList();
        if (passed && without.Count == 0)
            return;

        var failed = fixtures.Failed();
        throw new ReproException(
            failed.ExitCodeOf(without),
            $"Train: {(without.Count > 0 ? $"no trained run of {string.Join(", ", without)}" : "a test failed")}. "
                + $"{failed.Text}\nThe end of {fixtures.Log}:\n{fixtures.Tail()}"
        );
    }
}
