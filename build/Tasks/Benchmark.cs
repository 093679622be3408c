using Cake.Common.Tools.DotNet;
using Cake.Common.Tools.DotNet.Run;
using Cake.Core;
using Cake.Core.IO;
using Cake.Frosting;
using Spectre.Console;

namespace ReproBuild.Tasks;

[TaskName(nameof(Benchmark))]
[TaskDescription("Measures the kernels and, where a data mirror is at hand, preparing; tables go to artifacts/benchmarks.")]
[IsDependentOn(typeof(Build))]
public sealed class Benchmark : FrostingTask<BuildContext>
{
    private const string Kernels = "*.Kernels.*", Everything = "*";

    public override void Run(BuildContext context)
    {
        var mirror = context.Request.Mirror;
        if (mirror is null)
            context.Console.WriteLine("Preparing is left out: it reads the reviews of a data mirror (--data-mirror or REPRO_DATA_MIRROR).");
        var arguments = new ProcessArgumentBuilder()
            .Append("--filter").AppendQuoted(mirror is null ? Kernels : Everything)
            .Append("--artifacts").AppendQuoted(context.Paths.BenchmarkResults);
        context.DotNetRun(context.Paths.Benchmarks, arguments, new DotNetRunSettings { NoBuild = true, EnvironmentVariables = { ["REPRO_DATA_MIRROR"] = mirror ?? "" } });
    }
}
