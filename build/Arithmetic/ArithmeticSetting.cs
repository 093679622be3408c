using System.Diagnostics;
using System.Globalization;

namespace ReproBuild.Arithmetic;

/// <summary>
/// A way to make this machine compute like another: environment variables that restrict the libraries to fewer
/// instructions, or a single core.
/// </summary>
/// <param name="Name">Name in tables.</param>
public sealed record ArithmeticSetting(string Name)
{
    /// <summary>Name of its files and folder.</summary>
    public string FileName => Name.Replace('=', '-');

    /// <summary>
    /// Environment variables for the processes that compute; empty to leave the environment unchanged.
    /// </summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether to run everything on one core.</summary>
    public bool OneCore { get; init; }

    /// <summary>Whether to also train and compare the experiments under it, which takes a minute.</summary>
    public bool Trains { get; init; }

    public static ArithmeticSetting Unchanged { get; } = new("unchanged") { Trains = true };

    /// <summary>
    /// All settings, <see cref="Unchanged"/> first. Those that do not train were never seen to change a bit of a run; a
    /// run takes two to four times as long on one core, or without fused multiply-add.
    /// </summary>
    public static IReadOnlyList<ArithmeticSetting> All { get; } =
    [
        Unchanged,
        Of("ONEDNN_MAX_CPU_ISA", "AVX2", trains: true),
        Of("ONEDNN_MAX_CPU_ISA", "SSE41", trains: true),
        Of("ATEN_CPU_CAPABILITY", "default", trains: true),
        Of("ATEN_CPU_CAPABILITY", "avx2", trains: true),
        Of("DOTNET_EnableAVX2", "0", trains: false),
        Of("DOTNET_EnableAVX512", "0", trains: false),
        Of("MKL_CBWR", "COMPATIBLE", trains: true),
        new("one-core") { OneCore = true },
    ];

    /// <summary>Why it is not available on this machine; null if it is.</summary>
    /// <param name="path">The variable PATH.</param>
    public string? Reason(string? path) =>
        OneCore && Taskset(path) is null ? "there is no program taskset in PATH" : null;

    /// <summary>Applies the setting to a process that is about to start.</summary>
    public void Apply(ProcessStartInfo info)
    {
        foreach (var (name, value) in Variables)
            info.Environment[name] = value;
        if (!OneCore)
            return;
        string[] pinned = ["-c", FirstCore(), info.FileName];
        foreach (var (i, argument) in pinned.Index())
            info.ArgumentList.Insert(i, argument);
        info.FileName = "taskset";
    }

    private static ArithmeticSetting Of(string variable, string value, bool trains) =>
        new($"{variable}={value}")
        {
            Variables = new Dictionary<string, string> { [variable] = value },
            Trains = trains,
        };

    private static string? Taskset(string? path) =>
        OperatingSystem.IsLinux()
            ? (path ?? "")
                .Split(Path.PathSeparator)
                .Select(folder => Path.Combine(folder, "taskset"))
                .FirstOrDefault(File.Exists)
            : null;

    // The first core that this process may use, which a container may restrict: 0 for "0-3,8".
    private static string FirstCore()
    {
        const string Allowed = "Cpus_allowed_list:";
        var line = File.ReadLines("/proc/self/status").First(l => l.StartsWith(Allowed, StringComparison.Ordinal));
        var first = string.Concat(line[Allowed.Length..].Trim().TakeWhile(char.IsAsciiDigit));
        return int.Parse(first, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture);
    }
}
