using Cake.Common.IO;
using Cake.Frosting;
using Repro;
using Repro.Data.Cache;
using Repro.Data.Fetch;
using Repro.Runs;
using ReproBuild.Checks;
using Spectre.Console;

namespace ReproBuild.Tasks;

[TaskName(nameof(Clean))]
[TaskDescription(
    "Deletes runs, verdicts, reports and test results; with --cache, instead, damaged and "
        + "stale files of the cache."
)]
public sealed class Clean : FrostingTask<BuildContext>
{
    public override void Run(BuildContext context)
    {
        if (context.Run.OfCache)
        {
            CleanCache(context);
            return;
        }

        foreach (var run in RunsInUse(context))
            throw new ReproException(
                ExitCode.ToolFailure,
                $"Clean: {run}. Run Clean again when it has finished, or end it."
            );
        string[] folders =
        [
            context.Paths.Runs,
            context.Request.Verdicts,
            context.Paths.Report,
            context.Paths.TestResults,
            context.Paths.Requests,
        ];
        foreach (var folder in folders.Where(Directory.Exists))
            context.CleanDirectory(folder);
    }

    private static IEnumerable<string> RunsInUse(BuildContext context)
    {
        if (!Directory.Exists(context.Paths.Runs))
            yield break;
        foreach (
            var file in Directory.EnumerateFiles(
                context.Paths.Runs,
                Path.GetFileName(new RunFolder("").Lock),
                SearchOption.AllDirectories
            )
        )
            if (context.Locks.LivingOwner(file) is { } owner)
                yield return $"{Path.GetDirectoryName(file)} is in use by {owner}";
    }

    private static void CleanCache(BuildContext context)
    {
        var cleaning = new CacheCleaning(context.Request.Cache, context.Surroundings.Home, context.Paths.Root);
        var found = cleaning.Run(
            TimeProvider.System.GetUtcNow(),
            Catalogue.All,
            ThisProgram.OfData,
            context.Run.Interrupted
        );
        context.Console.Write(CacheListing.Render(found));
        context.Console.WriteLine(
            $"Removed damaged and stale files: {CacheCheck.Count(found.Where(file => file.IsRemovable))}. "
                + $"The rest of {context.Request.Cache} is unchanged."
        );
    }
}
