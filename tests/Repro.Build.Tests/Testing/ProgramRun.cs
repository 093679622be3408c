using System.Diagnostics;

namespace Repro.Build.Tests.Testing;

/// <summary>What a program printed and ended with.</summary>
public sealed record ProgramRun(int ExitCode, string Output, string Error)
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Runs <paramref name="program"/> to its end; more than <paramref name="limit"/>, a minute by default, fails the
    /// test.
    /// </summary>
    public static ProgramRun Start(
        string program,
        IEnumerable<string> args,
        string workingDirectory,
        IReadOnlyDictionary<string, string?> environment,
        TimeSpan? limit = null
    )
    {
        using var process = Process.Start(Info(program, args, workingDirectory, environment))!;
        return End(process, limit);
    }

    public static ProgramRun End(Process process, TimeSpan? limit = null)
    {
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        if (!process.WaitForExit(limit ?? Minute))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException(
                $"{process.StartInfo.FileName} {string.Join(' ', process.StartInfo.ArgumentList)} did not end "
                    + $"within {limit ?? Minute}."
            );
        }

        return new ProgramRun(process.ExitCode, output.GetAwaiter().GetResult(), error.GetAwaiter().GetResult());
    }

    public static ProcessStartInfo Info(
        string program,
        IEnumerable<string> args,
        string workingDirectory,
        IReadOnlyDictionary<string, string?> environment
    )
    {
        var info = new ProcessStartInfo(program, args)
        {
            WorkingDirectory = workingDirectory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
            info.Environment[name] = value;
        return info;
    }
}
