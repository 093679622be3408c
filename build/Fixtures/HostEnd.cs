using System.Globalization;
using System.Text.RegularExpressions;

namespace ReproBuild.Fixtures;

/// <summary>How the fixtures' process ended, if it did not exit by itself.</summary>
/// <param name="ExitCode">128 plus the signal's number if a signal ended it.</param>
public sealed partial record HostEnd(int ExitCode)
{
    private const int Signals = 128;

    private static readonly Dictionary<int, (string Name, string Cause)> Known = new()
    {
        [1] = ("SIGHUP", "its terminal or connection was closed"),
        [2] = ("SIGINT", "Ctrl+C"),
        [4] = ("SIGILL", "libtorch uses instructions that this processor lacks"),
        [6] = ("SIGABRT", "a fault that libtorch or the runtime found; the log may say which"),
        [7] = ("SIGBUS", "a full or removed disk with a file in use"),
        [9] = ("SIGKILL", "a user ended it, or a limit of the machine or its container was exceeded"),
        [11] = ("SIGSEGV", "a fault in native code"),
        [15] = ("SIGTERM", "a user ended it, or the machine is shutting down"),
    };

    /// <summary>Determines it from the test runner's exit code and diagnostics.</summary>
    /// <param name="exitCode">Exit code of the test runner.</param>
    /// <param name="diagnostics">Folder of its error diagnostics, which contain the host's exit code if it is not
    /// 0.</param>
    /// <returns>Null if the host exited by itself.</returns>
    public static HostEnd? Read(int exitCode, string diagnostics)
    {
        if (exitCode > Signals)
            return new(exitCode); // The runner itself, and so the host with it.
        if (exitCode == 0 || !Directory.Exists(diagnostics))
            return null;
        return Directory
            .EnumerateFiles(diagnostics)
            .SelectMany(File.ReadLines)
            .Select(line => HostExit().Match(line))
            .Where(match => match.Success)
            .Select(match => new HostEnd(int.Parse(match.Groups["code"].Value, CultureInfo.InvariantCulture)))
            .FirstOrDefault();
    }

    /// <summary><c>ended by SIGKILL (exit code 137); likely cause: …</c></summary>
    /// <param name="outOfMemory">Number of processes the kernel killed meanwhile for lack of memory.</param>
    public string Text(long outOfMemory) =>
        string.Create(CultureInfo.InvariantCulture, $"{How()}; likely cause: {Cause(outOfMemory)}");

    private string How() =>
        Known.TryGetValue(ExitCode - Signals, out var signal)
            ? string.Create(CultureInfo.InvariantCulture, $"ended by {signal.Name} (exit code {ExitCode})")
            : string.Create(CultureInfo.InvariantCulture, $"ended with exit code {ExitCode}");

    private string Cause(long outOfMemory) =>
        (ExitCode - Signals, outOfMemory) switch
        {
            (9, > 0) => string.Create(
                CultureInfo.InvariantCulture,
                $"out of memory: the kernel killed {outOfMemory} "
                    + $"{(outOfMemory == 1 ? "process" : "processes")} meanwhile"
            ),
            (var number, _) => Known.TryGetValue(number, out var signal) ? signal.Cause : "see the log",
        };

    [GeneratedRegex(@"exited with exitcode: (?<code>-?[0-9]+)")]
    private static partial Regex HostExit();
}
