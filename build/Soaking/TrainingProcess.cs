using System.Diagnostics;
using System.Security.Cryptography;
using Repro;
using Repro.Files;
using Repro.Requests;
using Repro.Runs;

namespace ReproBuild.Soaking;

/// <summary>Trains and attributes what a request asks for in a process of its own, without a test runner.</summary>
/// <param name="dotnet">The program that runs .NET programs.</param>
/// <param name="program">The built fixtures: <see cref="RepoPaths.BuiltReproduction"/>.</param>
/// <param name="request">Whose runs folder nobody else writes to.</param>
public sealed class TrainingProcess(string dotnet, string program, ResolvedRequest request)
{
    /// <summary>The runs asked for, in the order in which they are trained.</summary>
    public IReadOnlyList<RunFolder> Runs { get; } = [.. request.Experiments.Select(spec => request.FolderOf(spec))];

    /// <summary>Variables of its environment, beside this process's.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();

    /// <param name="command">As the program has it; none trains and attributes.</param>
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

    /// <exception cref="ReproException">It ended with another code than 0 (exit code 70).</exception>
    /// <exception cref="OperationCanceledException">Asked to stop; the process has been ended.</exception>
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

    /// <summary>The files that equal runs write alike: manifest, events and marker hold times.</summary>
    public static IReadOnlyList<string> Results(RunFolder run) =>
        [run.Spec, run.History, run.Weights, run.Predictions, run.Metrics, run.Attributions];

    /// <summary>
    /// The results of <paramref name="others"/> that differ in a byte from those of <paramref name="ones"/>, or are
    /// missing.
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
