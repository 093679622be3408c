using System.Diagnostics;
using Cake.Frosting;
using Repro.Files;
using Repro.Requests;
using Repro.Verdicts.Compare;
using Repro.Verdicts.Report.Plain;
using ReproBuild.Arithmetic;
using ReproBuild.Fixtures;
using ReproBuild.Soaking;
using ReproBuild.Tasks.Pipeline;
using Spectre.Console;

namespace ReproBuild.Tasks;

[TaskName(nameof(Processors))]
[TaskDescription(
    "Runs the numeric tests, and trains and compares the requested experiments, as on other processors: with "
        + "fewer instructions, and on one core. The table goes to artifacts/processors."
)]
[IsDependentOn(typeof(Build))]
[IsDependentOn(typeof(AttributeReviews))]
public sealed class Processors : AsyncFrostingTask<BuildContext>
{
    public override async Task RunAsync(BuildContext context)
    {
        using var alone = context.Locks.Take(
            context.Paths.Lock("processors"),
            "artifacts/processors",
            context.Run.Interrupted
        );
        var results = new List<SettingResult>();
        foreach (var setting in ArithmeticSetting.All)
        {
            context.Console.Write(new Text(setting.Name + "\n"));
            results.Add(await ResultAsync(context, setting));
        }

        var table = ProcessorTable.Build(results);
        var file = Path.Combine(context.Paths.Processors, "processors.md");
        SafeFile.WriteText(file, MarkdownReport.Render(table));
        ConsoleReport.Write(context.Console, table);
        context.Console.Write(new Text($"Table: {file}\n"));
        context.Run.Conclude(Outcome.Of(ProcessorTable.Finding(results)));
    }

    private static async Task<SettingResult> ResultAsync(BuildContext context, ArithmeticSetting setting)
    {
        if (setting.Reason(context.Surroundings.Variable("PATH")) is { } reason)
            return new SettingResult(setting, null, null, 0) { Reason = reason };
        var tests = await TestAsync(context, setting);
        if (!setting.Trains)
            return new SettingResult(setting, tests, null, 0);
        var request = RequestUnder(context, setting);
        var verdict = await CompareAsync(context, request, setting);
        var moved = request.Experiments.Count(spec =>
            TrainingProcess.Differing([context.Request.FolderOf(spec)], [request.FolderOf(spec)]).Count > 0
        );
        return new SettingResult(setting, tests, verdict, moved);
    }

    private static async Task<TestCounts> TestAsync(BuildContext context, ArithmeticSetting setting)
    {
        var name = $"processors.{setting.FileName}";
        var log = Path.Combine(context.Paths.TestResults, name + ".log");
        var trx = Path.ChangeExtension(log, null) + ".trx";
        Directory.CreateDirectory(context.Paths.TestResults);
        File.Delete(trx);
        var info = new ProcessStartInfo(
            context.Surroundings.Dotnet,
            [
                .. context.Surroundings.TestRunner,
                context.Paths.BuiltTorchTests(context.Surroundings.BuildFolder),
                "--nologo",
                .. TestResults.Loggers(name).Append("console;verbosity=normal").Select(logger => $"--logger:{logger}"),
                $"--resultsDirectory:{context.Paths.TestResults}",
            ]
        )
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = context.Paths.Root,
        };
        setting.Apply(info);
        using var process = Process.Start(info)!;
        try
        {
            var error = process.StandardError.ReadToEndAsync(context.Run.Interrupted);
            var output = await process.StandardOutput.ReadToEndAsync(context.Run.Interrupted);
            await process.WaitForExitAsync(context.Run.Interrupted);
            SafeFile.WriteText(log, output + await error);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }

        return TestCounts.Read(trx, process.ExitCode);
    }

    // The unchanged setting uses the runs of Train, in their own folder, so that they are trained only once.
    private static ResolvedRequest RequestUnder(BuildContext context, ArithmeticSetting setting)
    {
        var folder = Path.Combine(context.Paths.Processors, setting.FileName);
        return context.Request with
        {
            Runs = setting == ArithmeticSetting.Unchanged ? context.Request.Runs : Path.Combine(folder, "runs"),
            Verdicts = Path.Combine(folder, "verdicts"),
        };
    }

    private static async Task<OverallVerdict> CompareAsync(
        BuildContext context,
        ResolvedRequest request,
        ArithmeticSetting setting
    )
    {
        if (request.Runs != context.Request.Runs)
        {
            SafeFile.DeleteFolder(request.Runs); // A complete run would be taken over, and nothing computed.
            await new FixtureRun(context, request, "train", setting).RunAsync();
            await new FixtureRun(context, request, "attribute", setting).RunAsync();
        }

        // A failing test is a finding: the verdict files decide, and a missing run is not measured.
        VerdictFiles.Clear(request.Verdicts, request.Profile);
        await new FixtureRun(context, request, "compare", setting).RunAsync();
        return VerdictFiles.Merge(
            request.Verdicts,
            request.Profile,
            [.. request.Experiments.Select(spec => spec.Name())]
        );
    }
}
