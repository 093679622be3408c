using Cake.Common.Tools.DotNet;
using Cake.Common.Tools.DotNet.Run;
using Cake.Core;
using Cake.Core.IO;
using Cake.Frosting;
using Repro;
using Spectre.Console;

namespace ReproBuild.Tasks;

[TaskName(nameof(Benchmark))]
[TaskDescription(
    "Measures every fast path against its plain twin and its floor; tables and JSON go to artifacts/benchmarks."
)]
[IsDependentOn(typeof(Build))]
public sealed class Benchmark : FrostingTask<BuildContext>
{
    private static readonly string[] NeedNoMirror =
    [
        "*.RnnStep.*",
        "*.CnnStep.*",
        "*Attribution.*",
        "*.AdamStep.*",
        "*.Limits.*",
    ];

    public override void Run(BuildContext context)
    {
        var mirror = context.Request.Mirror;
        if (mirror is null)
            context.Console.WriteLine(
                "Real batches and preparing are skipped: they read the reviews of a data mirror "
                    + "(--data-mirror or REPRO_DATA_MIRROR)."
            );
        var arguments = new ProcessArgumentBuilder().Append("--filter");
        foreach (var filter in mirror is null ? NeedNoMirror : ["*"])
            arguments.AppendQuoted(filter);
        arguments.Append("--artifacts").AppendQuoted(context.Paths.BenchmarkResults);

        var exitCode = 0;
        context.DotNetRun(
            context.Paths.Benchmarks,
            arguments,
            new DotNetRunSettings
            {
                NoBuild = true,
                EnvironmentVariables = { ["REPRO_DATA_MIRROR"] = mirror ?? "" },
                HandleExitCode = found => (exitCode = found) is (int)ExitCode.Success or (int)ExitCode.Regression,
            }
        );
        if (exitCode == (int)ExitCode.Regression)
            throw new ReproException(
                ExitCode.Regression,
                "Benchmark: a fast path is below its floor; the table above says which. On a busy machine "
                    + "measure again; else fix it, or lower the floor in tests/Repro.Benchmarks/floors.json and "
                    + "give the reason."
            );
    }
}
