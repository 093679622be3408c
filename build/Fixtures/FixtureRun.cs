using System.Diagnostics;
using System.Globalization;
using Repro;
using Repro.Files;
using Repro.Locking;
using Repro.Requests;
using Repro.Runs;
using ReproBuild.Arithmetic;

namespace ReproBuild.Fixtures;

/// <summary>
/// Runs one stage of the long-running fixtures with the SDK's test runner. They read the request from its file and
/// write to the run folders; the test runner's output goes to a log. They end when this process ends for any reason,
/// and a hang or crash is reported immediately.
/// </summary>
/// <param name="context">Context of the build.</param>
/// <param name="request">The request of the stage: the build's own, or one seed of it.</param>
/// <param name="stage">train, attribute or compare.</param>
/// <param name="setting">Arithmetic setting of the fixtures; null for the build's own environment.</param>
public sealed class FixtureRun(
    BuildContext context,
    ResolvedRequest request,
    string stage,
    ArithmeticSetting? setting = null
)
{
    private const int TailLines = 30;

    /// <summary>Time for the current batch and the checkpoint after it.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    // A unique name, because several builds may run at once in one clone.
    private readonly string requestFile = Path.Combine(
        context.Paths.Requests,
        $"{stage}.{Path.GetRandomFileName()}.json"
    );
    private readonly DateTimeOffset began = TimeProvider.System.GetUtcNow();
    private FixtureLog? said;

    public string Log { get; private set; } =
        Path.Combine(
            context.Paths.TestResults,
            $"{stage}.{request.Profile}{Suffix(context.Request, request, setting)}.log"
        );

    /// <summary>File in which the fixtures report what they wait for.</summary>
    public string Waiting => WaitingNote.PathOf(requestFile);

    private string Diagnostics => requestFile + ".diagnostics";

    /// <summary>Runs the stage to its end, and runs <paramref name="meanwhile"/> in parallel.</summary>
    /// <returns>Whether every test passed.</returns>
    /// <exception cref="OperationCanceledException">The run was interrupted; the fixtures saved their state and ended,
    /// or were ended.</exception>
    /// <exception cref="ReproException">The fixtures crashed, or hung and were ended (exit code 70).</exception>
    public async Task<bool> RunAsync(Func<CancellationToken, Task>? meanwhile = null)
    {
        SafeFile.WriteJson<ReproRequest>(requestFile, request);
        var outOfMemory = context.Surroundings.OutOfMemory();
        try
        {
            var (exitCode, silent) = await EndAsync(meanwhile ?? (_ => Task.CompletedTask));
            if (silent is { } silence)
                throw Failure(FixtureFailure.Hung(silence, request.HangAfter));
            if (HostEnd.Read(exitCode, Diagnostics) is { } end)
                throw Failure(FixtureFailure.Died(end.Text((context.Surroundings.OutOfMemory() - outOfMemory) ?? 0)));
            return exitCode == 0;
        }
        finally
        {
            File.Delete(requestFile);
            File.Delete(Waiting);
            SafeFile.DeleteFolder(Diagnostics);
        }
    }

    /// <summary>The experiments that failed in this stage.</summary>
    public FailedExperiments Failed() => FailedExperiments.Since(began, request);

    /// <summary>The last lines of the log, for a message about what went wrong.</summary>
    public string Tail() => said?.Tail ?? "";

    private async Task<(int ExitCode, TimeSpan? Silent)> EndAsync(Func<CancellationToken, Task> meanwhile)
    {
        using var log = new FixtureLog(OpenLog(), TailLines);
        said = log;
        using var process = Start(log);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(context.Run.Interrupted);
        var watching = meanwhile(ended.Token);
        TimeSpan? silent;
        try
        {
            silent = await new SilenceWatch(
                [.. request.Experiments.Select(spec => request.FolderOf(spec).Events), Log, Waiting],
                request.HangAfter,
                TimeProvider.System
            ).WatchAsync(process.WaitForExitAsync(context.Run.Interrupted));
        }
        catch (OperationCanceledException)
        {
            File.Delete(requestFile); // Takes the request back.
            await Task.WhenAny(
                process.WaitForExitAsync(CancellationToken.None),
                Task.Delay(Patience, CancellationToken.None)
            );
            throw;
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
            // Also waits for the last lines, which the log must still be open for.
            await process.WaitForExitAsync(CancellationToken.None);
            await ended.CancelAsync();
            await watching;
        }

        return (process.ExitCode, silent);
    }

    private static string Suffix(ResolvedRequest all, ResolvedRequest one, ArithmeticSetting? setting) =>
        setting is not null ? $".{setting.FileName}"
        : one == all ? ""
        : string.Create(CultureInfo.InvariantCulture, $".{all.Each().ToList().IndexOf(one) + 1}");

    // Another build of this clone may be writing a log of the same name.
    private StreamWriter OpenLog()
    {
        Directory.CreateDirectory(context.Paths.TestResults);
        try
        {
            return Open();
        }
        catch (IOException)
        {
            Log = Path.ChangeExtension(
                Log,
                string.Create(CultureInfo.InvariantCulture, $".{Environment.ProcessId}.log")
            );
            return Open();
        }

        StreamWriter Open() =>
            new(
                new FileStream(
                    Log,
                    FileMode.Create,
                    FileAccess.Write,
                    OperatingSystem.IsWindows() ? FileShare.Read : FileShare.None
                )
            )
            {
                AutoFlush = true,
            };
    }

    private ReproException Failure(FixtureFailure failure) =>
        new(
            ExitCode.ToolFailure,
            $"{failure.Text(stage, request, began)} Complete epochs are kept. To continue: "
                + $"{context.Command}\nThe end of {Log}:\n{Tail()}"
        );

    private ProcessStartInfo StartInfo()
    {
        var results = TestResults
            .Loggers(Path.GetFileNameWithoutExtension(Log))
            .Append("console;verbosity=normal")
            .Select(logger => $"--logger:{logger}");
        var dotnet = UntilAsked(context.Surroundings.Dotnet);
        var info = new ProcessStartInfo(
            dotnet[0],
            [
                .. dotnet[1..],
                .. context.Surroundings.TestRunner,
                context.Paths.BuiltReproduction(context.Surroundings.BuildFolder),
                "--nologo",
                $"--testCaseFilter:{FixtureFilter.Of(stage, request.Experiments)}",
                .. results,
                $"--resultsDirectory:{context.Paths.TestResults}",
                $"--diag:{Path.Combine(Diagnostics, "errors.log")};tracelevel=error",
            ]
        )
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = context.Paths.Root,
        };
        info.Environment["REPRO_REQUEST"] = requestFile;
        if (stage == "compare")
            UseStartupJitSettings(info.Environment);
        info.Environment["REPRO_COMMAND"] = context.Command;
        info.Environment["REPRO_PARENT"] = string.Create(
            CultureInfo.InvariantCulture,
            $"{Environment.ProcessId}:{Machine.Current().StartOf(Environment.ProcessId)}"
        );
        info.Environment["REPRO_COMMIT"] = Git.Commit(context.Paths.Root) ?? SourceCommit.Unknown;
        setting?.Apply(info);
        return info;
    }

    // Closing a terminal ends every process started in it. The runner must survive that: without it the fixtures would
    // end before saving their state.
    private static string[] UntilAsked(string dotnet) =>
        OperatingSystem.IsWindows() ? [dotnet] : ["/bin/sh", "-c", "trap '' HUP; exec \"$@\"", "sh", dotnet];

    // Comparing compiles thousands of methods and calls each a few times, so optimisation would not pay off: no
    // profiling (TieredPGO), no call counting in the first 8,192 ms (hexadecimal), and code is written in place instead
    // of via a copy (W^X).
    private static void UseStartupJitSettings(IDictionary<string, string?> environment) =>
        (
            environment["DOTNET_TieredPGO"],
            environment["DOTNET_TC_CallCountingDelayMs"],
            environment["DOTNET_EnableWriteXorExecute"]
        ) = ("0", "2000", "0");

    private Process Start(FixtureLog log)
    {
        var process = Process.Start(StartInfo())!;
        process.OutputDataReceived += (_, e) => log.Add(e.Data);
        process.ErrorDataReceived += (_, e) => log.Add(e.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }
}
