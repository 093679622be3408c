using System.Diagnostics;
using System.Security.Cryptography;
using Repro;
using Repro.Files;
using Repro.Requests;
using Repro.Runs;

namespace ReproBuild.Soaking;

/// <summary>Trains and attributes the experiments of a request in a separate process, without a test runner.</summary>
/// <param name="dotnet">The program that runs .NET programs.</param>
/// <param name="program">The built fixtures: <see cref="RepoPaths.BuiltReproduction"/>.</param>
/// <param name="request">The request; no other process writes to its runs folder.</param>
public sealed class TrainingProcess(string dotnet, string program, ResolvedRequest request)
{
    /// <summary>The requested runs, in training order.</summary>
    public IReadOnlyList<RunFolder> Runs { get; } = [.. request.Experiments.Select(spec => request.FolderOf(spec))];

    /// <summary>Environment variables, in addition to this process's.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();

    /// <param name="command">Command of the program; without one it trains and attributes.</param>
    public Process Start(params string[] command)
    {
        var file = Path.Combine(request.Runs, "request.json");
        SafeFile.WriteJson<ReproRequest>(file, request);
        var info = new ProcessStartInfo(dotnet, [program, .. command])
        {
            WorkingDirectory = Path.GetTempPath(),
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in Variables)
            info.Environment[name] = value;
        info.Environment["REPRO_REQUEST"] = file;
        return Process.Start(info)!;
    }

    /// <exception cref="ReproException">It exited with a code other than 0 (exit code 70).</exception>
    /// <exception cref="OperationCanceledException">Cancelled; the process has been ended.</exception>
    public async Task RunToEndAsync(CancellationToken cancellation)
    {
        using var process = Start();
        var (output, error) = (
            process.StandardOutput.ReadToEndAsync(CancellationToken.None),
            process.StandardError.ReadToEndAsync(CancellationToken.None)
        );
        try
        {
            await process.WaitForExitAsync(cancellation);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }

        if (process.ExitCode != 0)
            throw new ReproException(
                ExitCode.ToolFailure,
                $"Training in {request.Runs} ended with exit code {process.ExitCode}: {await error}{await output}"
            );
    }

    /// <summary>Deletes the folder of the runs.</summary>
    public void Delete() => Directory.Delete(request.Runs, recursive: true);

    /// <summary>The files that are identical for equal runs; manifest, events and marker contain times.</summary>
    public static IReadOnlyList<string> Results(RunFolder run) =>
        [run.Spec, run.History, run.Weights, run.Predictions, run.Metrics, run.Attributions];

    /// <summary>
    /// The results of <paramref name="others"/> that are missing or not identical to those of <paramref name="ones"/>.
    /// </summary>
    public static IReadOnlyList<string> Differing(IReadOnlyList<RunFolder> ones, IReadOnlyList<RunFolder> others) =>
        [
            .. ones.Zip(others)
                .SelectMany(pair => Results(pair.First).Zip(Results(pair.Second)))
                .Where(pair => !File.Exists(pair.Second) || Digest(pair.First) != Digest(pair.Second))
                .Select(pair => pair.Second),
        ];

    public static string Digest(string file) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)));
}
