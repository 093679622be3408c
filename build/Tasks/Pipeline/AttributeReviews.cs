using Cake.Frosting;
using Repro;
using Repro.Files;
using Repro.Requests;
using Repro.Runs;
using Repro.Verdicts.Report.Plain;
using ReproBuild.Fixtures;
using Spectre.Console;

namespace ReproBuild.Tasks.Pipeline;

[TaskName(nameof(AttributeReviews))]
[TaskDescription("Explains the notebook's six sentences, and your own (--sentence), with integrated gradients.")]
[IsDependentOn(typeof(Train))]
public sealed class AttributeReviews : AsyncFrostingTask<BuildContext>
{
    public override async Task RunAsync(BuildContext context)
    {
        foreach (var request in context.Request.Each())
            await AttributeAsync(context, request);
    }

    private static async Task AttributeAsync(BuildContext context, ResolvedRequest request)
    {
        var folders = request.Experiments.Select(spec => (spec, Folder: request.FolderOf(spec))).ToList();
        if (
            request.Sentences.Count == 0
            && folders.TrueForAll(f =>
                request.MarkerOf(f.spec, context.Program) is { IsAttributed: true }
                && !File.Exists(f.Folder.OwnAttributions)
            )
        )
        {
            context.Console.Write(new Text("All sentences are already attributed.\n"));
            return;
        }

        var fixtures = new FixtureRun(context, request, "attribute");
        var passed = await fixtures.RunAsync();
        var without = folders.Where(f => !File.Exists(f.Folder.Attributions)).Select(f => f.spec.Name()).ToList();
        if (!passed || without.Count > 0)
            throw new ReproException(
                fixtures.Failed().ExitCodeOf(without),
                $"AttributeReviews: not every sentence was attributed. {fixtures.Failed().Text}\n"
                    + $"The end of {fixtures.Log}:\n{fixtures.Tail()}"
            );
        if (request.Sentences.Count == 0)
            return;
        foreach (var (spec, folder) in folders)
        {
            context.Console.Write(new Text($"{spec.Name()}\n", new Style(decoration: Decoration.Bold)));
            AttributionConsole.Write(context.Console, SafeFile.ReadJson<AttributionTable>(folder.OwnAttributions));
        }
    }
}
