using Cake.Common.Tools.DotNet;
using Cake.Common.Tools.DotNet.Test;
using Cake.Frosting;

namespace ReproBuild.Tasks;

[TaskName(nameof(Test))]
[TaskDescription("Runs all tests, the long-running fixtures on the sample profile included.")]
[IsDependentOn(typeof(Build))]
public sealed class Test : FrostingTask<BuildContext>
{
    public override void Run(BuildContext context)
    {
        foreach (var project in Directory.EnumerateFiles(context.Paths.Tests, "*Tests.csproj", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
            Run(context, project);
        if (File.Exists(context.Paths.Reproduction)) Run(context, context.Paths.Reproduction);
    }

    private static void Run(BuildContext context, string project) =>
        context.DotNetTest(project, new DotNetTestSettings
        {
            NoBuild = true,
            NoLogo = true,
            ResultsDirectory = context.Paths.TestResults,
            Loggers = [$"trx;LogFileName={Path.GetFileNameWithoutExtension(project)}.trx"],
        });
}
