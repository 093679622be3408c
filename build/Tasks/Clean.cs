using Cake.Common.IO;
using Cake.Frosting;

namespace ReproBuild.Tasks;

[TaskName(nameof(Clean))]
[TaskDescription("Deletes runs, verdicts, reports and test results; build outputs and the cache of downloads stay.")]
public sealed class Clean : FrostingTask<BuildContext>
{
    public override void Run(BuildContext context)
    {
        string[] folders = [context.Paths.Runs, context.Request.Verdicts, context.Paths.Report, context.Paths.TestResults];
        foreach (var folder in folders.Where(Directory.Exists)) context.CleanDirectory(folder);
    }
}
