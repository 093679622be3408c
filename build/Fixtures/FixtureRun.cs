using System.Diagnostics;
using System.Globalization;
using Repro;
using Repro.Experiment;

namespace ReproBuild.Fixtures;

/// <summary>
/// Runs one stage of the long-running fixtures with <c>dotnet test</c>. They read the request from its file and write to the run folders; what
/// the test runner itself says goes to a log.
/// </summary>
/// <param name="context">Of the build.</param>
/// <param name="request">What the stage is about: the build's own request, or one seed of it.</param>
/// <param name="stage">train, attribute or compare.</param>
public sealed class FixtureRun(BuildContext context, ReproRequest request, string stage)
{
    private const int TailLines = 30;

    /// <summary>For the batch under way and the checkpoint after it.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private FixtureLog? said;

    public string Log { get; } = Path.Combine(context.Paths.TestResults, $"{stage}.{request.Profile}{(request == context.Request ? "" : string.Create(CultureInfo.InvariantCulture, $".{context.Request.Each().ToList().IndexOf(request) + 1}"))}.log");

    // Two builds may run at once in one clone: each asks for its own.
    private string RequestFile { get; } = Path.Combine(context.Paths.Requests, string.Create(CultureInfo.InvariantCulture, $"{stage}.{Environment.ProcessId}.json"));

    /// <summary>Runs the stage to its end, doing <paramref name="meanwhile"/> until then.</summary>
    /// <returns>Whether every test passed.</returns>
    /// <exception cref="OperationCanceledException">The run was interrupted; the fixtures have kept what they had and ended, or have been ended.</exception>
    public async Task<bool> RunAsync(Func<CancellationToken, Task>? meanwhile = null)
    {
        SafeFile.WriteJson(RequestFile, request);
        Directory.CreateDirectory(context.Paths.TestResults);
        using var log = new FixtureLog(new StreamWriter(Log) { AutoFlush = true }, TailLines);
        said = log;
        using var process = Start(log);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(context.Run.Interrupted);
        var watching = meanwhile?.Invoke(ended.Token) ?? Task.CompletedTask;
        try
        {
            await process.WaitForExitAsync(context.Run.Interrupted);
        }
        catch (OperationCanceledException)
        {
            File.Delete(RequestFile); // Takes the request back.
            await Task.WhenAny(process.WaitForExitAsync(CancellationToken.None), Task.Delay(Patience, CancellationToken.None));
            throw;
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None); // Also waits for the last lines, which the log must still be open for.
            await ended.CancelAsync();
            await watching;
            File.Delete(RequestFile);
        }

        return process.ExitCode == 0;
    }

    /// <summary>The last lines of the log, for a message about what went wrong.</summary>
    public string Tail() => said?.Tail ?? "";

    private ProcessStartInfo StartInfo()
    {
        var results = TestResults.Loggers(Path.GetFileNameWithoutExtension(Log)).SelectMany(logger => new[] { "--logger", logger });
        var info = new ProcessStartInfo(context.Surroundings.Dotnet,
        [
            "test", context.Paths.BuiltReproduction(context.Surroundings.BuildFolder), "--nologo", "--filter", FixtureFilter.Of(stage, request.Experiments()),
            .. results, "--logger", "console;verbosity=normal", "--results-directory", context.Paths.TestResults,
        ])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = context.Paths.Root,
        };
        info.Environment["REPRO_REQUEST"] = RequestFile;
        info.Environment["REPRO_COMMIT"] = Git.Commit(context.Paths.Root) ?? "unknown";
        return info;
    }

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
