using System.ComponentModel;
using System.Diagnostics;
using System.Reflection;
using ReproBuild.Checks;

namespace ReproBuild;

/// <summary>
/// What the build reads of the machine it runs on, in one place, so that tests can stand another in its stead.
/// </summary>
public sealed record BuildSurroundings(Func<string, string?> Variable, string WorkingDirectory)
{
    private static readonly string[] NoCi = ["0", "false", "no", "off"];

    /// <summary>This process's.</summary>
    public static BuildSurroundings OfProcess { get; } =
        new(Environment.GetEnvironmentVariable, Environment.CurrentDirectory);

    /// <summary>Whether the first GPU's name can be had from nvidia-smi.</summary>
    public Func<string?> GpuName { get; init; } = () => AskNvidiaSmi("name");

    /// <summary>
    /// The first GPU's name, driver version and memory, parted by commas, where nvidia-smi tells them.
    /// </summary>
    public Func<string?> Gpu { get; init; } = () => AskNvidiaSmi("name,driver_version,memory.total");

    /// <summary>Why an address cannot be reached, or null where it answers.</summary>
    public Func<Uri, CancellationToken, Task<string?>> HostFault { get; init; } =
        (address, cancellation) => HostProbe.AskAsync(address, TimeProvider.System, HostProbe.Patience, cancellation);

    /// <summary>Which libtorch the build was made with: cpu or cuda-linux.</summary>
    public string TorchBackend => Variable("TorchBackend") is { Length: > 0 } backend ? backend : "cpu";

    /// <summary>Which packages the build was made with: portable or card.</summary>
    public string PackageSet => Variable("PackageSet") is { Length: > 0 } set ? set : "portable";

    /// <summary>
    /// The folder under <c>artifacts/build</c> that a build made here goes to; as Directory.Build.props has it.
    /// </summary>
    public string BuildFolder
    {
        get
        {
            var rid =
                OperatingSystem.IsWindows() ? "win-x64"
                : OperatingSystem.IsMacOS() ? "osx-arm64"
                : "linux-x64";
            return (TorchBackend, rid) == ("cpu", "linux-x64") ? PackageSet : $"{PackageSet}.{TorchBackend}-{rid}";
        }
    }

    /// <summary>The dotnet that runs this program, where it says so.</summary>
    public string Dotnet => Variable("DOTNET_HOST_PATH") is { Length: > 0 } host ? host : "dotnet";

    /// <summary>
    /// What <see cref="Dotnet"/> is given to run tests of a built project; the same arguments follow either.
    /// </summary>
    public IReadOnlyList<string> TestRunner { get; init; } =
        OfSdk("TestRunner") is { } runner && File.Exists(runner) ? ["exec", runner] : ["vstest"];

    /// <summary>The installed PyTorch whose libtorch is asked for, or null for the package's.</summary>
    public string? Libtorch => Variable("REPRO_LIBTORCH") is { Length: > 0 } folder ? folder : null;

    /// <summary>
    /// How many processes the kernel has ended for want of memory since it started; null where it does not tell.
    /// </summary>
    public Func<long?> OutOfMemory { get; init; } = OutOfMemoryKills;

    /// <summary>The user's own folder.</summary>
    public string Home =>
        Variable("HOME") is { Length: > 0 } home
            ? home
            : Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);

    /// <summary>Whether the output is read by GitHub's runner.</summary>
    public bool OnGitHub => Variable("GITHUB_ACTIONS") == "true";

    /// <summary>Whether a build server runs this, as Directory.Build.props has it, too: where CI is set, and not to 0,
    /// false, no or off.</summary>
    public bool IsCi => Variable("CI") is { Length: > 0 } ci && !NoCi.Contains(ci, StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// The branch that a pull request is for, as this clone has it, such as origin/main; null where a build server tests
    /// none.
    /// </summary>
    public string? PullRequestTarget =>
        IsCi && Variable("GITHUB_BASE_REF") is { Length: > 0 } branch ? $"origin/{branch}" : null;

    /// <summary>Why a GPU cannot be used, or null where one can.</summary>
    public string? CudaReason()
    {
        if (TorchBackend == "cpu" && Libtorch is null)
            return "this build has the CPU's libtorch (TorchBackend=cpu)";
        return GpuName() is null ? "nvidia-smi does not answer here" : null;
    }

    private static string? OfSdk(string path) =>
        typeof(BuildSurroundings)
            .Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .FirstOrDefault(a => a.Key == path)
            ?.Value;

    private static long? OutOfMemoryKills()
    {
        const string Counters = "/proc/vmstat",
            Kills = "oom_kill ";
        return
            File.Exists(Counters)
            && File.ReadLines(Counters).FirstOrDefault(line => line.StartsWith(Kills, StringComparison.Ordinal))
                is { } line
            ? long.Parse(line[Kills.Length..], System.Globalization.CultureInfo.InvariantCulture)
            : null;
    }

    private static string? AskNvidiaSmi(string what)
    {
        try
        {
            using var process = Process.Start(
                new ProcessStartInfo("nvidia-smi", [$"--query-gpu={what}", "--format=csv,noheader"])
                {
                    RedirectStandardOutput = true,
                    RedirectStandardError = true,
                }
            )!;
            var name = process.StandardOutput.ReadLine();
            process.WaitForExit();
            return process.ExitCode == 0 ? name : null;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
