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
/// write to the run folders; what the test runner itself says goes to a log. They end with this process, however that
/// ends; and where they hang or die, that is said at once.
/// </summary>
/// <param name="context">Of the build.</param>
/// <param name="request">What the stage is about: the build's own request, or one seed of it.</param>
/// <param name="stage">train, attribute or compare.</param>
/// <param name="setting">What the fixtures compute under; null for the build's own environment.</param>
public sealed class FixtureRun(
    BuildContext context,
    ResolvedRequest request,
    string stage,
    ArithmeticSetting? setting = null
)
{
    private const int TailLines = 30;

    /// <summary>For the batch under way and the checkpoint after it.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    // Several builds may run at once in one clone: each asks for its own.
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

    /// <summary>Where the fixtures say what they wait for.</summary>
    public string Waiting => WaitingNote.PathOf(requestFile);

    private string Diagnostics => requestFile + ".diagnostics";

    /// <summary>Runs the stage to its end, doing <paramref name="meanwhile"/> until then.</summary>
    /// <returns>Whether every test passed.</returns>
    /// <exception cref="OperationCanceledException">The run was interrupted; the fixtures have kept what they had and
    /// ended, or have been ended.</exception>
    /// <exception cref="ReproException">The fixtures died, or hung and have been ended (exit code 70).</exception>
    public async Task<bool> RunAsync(Func<CancellationToken, Task>? meanwhile = null)
    {
        SafeFile.WriteJson<ReproRequest>(requestFile, request);
        var outOfMemory = context.Surroundings.OutOfMemory();
        try
        {
            var (exitCode, silent) = await EndAsync(meanwhile ?? (_ => Task.CompletedTask));
            if (silent is { } silence)
                throw Failure(FixtureFailure.Hung(silence, request.HangAfter));
            if (HostEnd.Of(exitCode, Diagnostics) is { } end)
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
            await process.WaitForExitAsync(CancellationToken.None); // Also waits for the last lines, which the log must still be open for.
            await ended.CancelAsync();
            await watching;
        }

        return (process.ExitCode, silent);
    }

    private static string Suffix(ResolvedRequest all, ResolvedRequest one, ArithmeticSetting? setting) =>
        setting is not null ? $".{setting.FileName}"
        : one == all ? ""
        : string.Create(CultureInfo.InvariantCulture, $".{all.Each().ToList().IndexOf(one) + 1}");

    // Another build of this clone may be writing the log of this name.
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
            $"{Environment.ProcessId}:{Machine.OfProcess().StartOf(Environment.ProcessId)}"
        );
        info.Environment["REPRO_COMMIT"] = Git.Commit(context.Paths.Root) ?? SourceCommit.Unknown;
        setting?.Apply(info);
        return info;
    }

    // A closed terminal ends every process that was started in it. The runner is to outlive that: without it the
    // fixtures end before they have kept what they have, as this build asks them to.
    private static string[] UntilAsked(string dotnet) =>
        OperatingSystem.IsWindows() ? [dotnet] : ["/bin/sh", "-c", "trap '' HUP; exec \"$@\"", "sh", dotnet];

    // Comparing compiles thousands of methods and calls each a few times: none is optimized in the first 8,192 ms
    // (hexadecimal), none counts its calls for that, and a method is compiled where it will run from, not into a copy
    // first.
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
