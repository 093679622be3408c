using Cake.Common.Tools.DotNet;
using Cake.Common.Tools.DotNet.Test;
using Cake.Core;
using Cake.Frosting;

namespace ReproBuild.Tasks;

[TaskName(nameof(Test))]
[TaskDescription("Runs all tests, the long-running fixtures on the sample profile included.")]
[IsDependentOn(typeof(Build))]
public sealed class Test : FrostingTask<BuildContext>
{
    public override void Run(BuildContext context)
    {
        var projects = Directory
            .EnumerateFiles(context.Paths.Tests, "*Tests.csproj", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Concat(new[] { context.Paths.Reproduction }.Where(File.Exists));

        // A failing project does not hide the tests of the ones after it.
        var failures = projects.Select(project => FailureOf(context, project)).OfType<CakeException>().ToList();
        if (failures.Count > 0)
            throw failures[0];
    }

    private static CakeException? FailureOf(BuildContext context, string project)
    {
        try
        {
            Run(context, project);
            return null;
        }
        catch (CakeException e)
        {
            return e;
        }
    }

    private static void Run(BuildContext context, string project) =>
        context.DotNetTest(
            project,
            new DotNetTestSettings
            {
                NoBuild = true,
                NoLogo = true,
                ResultsDirectory = context.Paths.TestResults,
                Loggers = TestResults.Loggers(Path.GetFileNameWithoutExtension(project)),
            }
        );
}
