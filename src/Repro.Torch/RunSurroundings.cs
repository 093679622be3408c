using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using Repro.Locking;
using Repro.Runs;
using Repro.Torch.Libtorch;
using TorchSharp;

namespace Repro.Torch;

/// <summary>The environment of a run.</summary>
/// <param name="Clock">For timings and events.</param>
/// <param name="Environment">What must be equal for two runs to be bitwise equal.</param>
/// <param name="Commit">Commit of the source, or "unknown".</param>
/// <param name="Program"><see cref="ProgramDigest"/> of the program that runs.</param>
public sealed record RunSurroundings(
    TimeProvider Clock,
    EnvironmentFingerprint Environment,
    string Commit,
    string Program
)
{
    /// <summary><see cref="LibtorchBinding.OneDnn"/> of the process.</summary>
    public string? OneDnn { get; init; }

    /// <summary>What a finished run must match to be reused.</summary>
    public ReuseRule Reuse { get; init; }

    /// <summary>
    /// Interval between saved states within an epoch (on the CPU); if null, states are saved only at the end of epochs.
    /// </summary>
    public TimeSpan? CheckpointInterval { get; init; }

    /// <summary>
    /// Disturbs the initial weights; null for none. The run is of the same experiment but not bitwise equal.
    /// </summary>
    public RoundingNoise? Noise { get; init; }

    /// <summary>Locks the run's folder while it is written; null if there are no other processes.</summary>
    public Locks? Locks { get; init; }

    /// <summary>Assigns cores to the threads; null if there are no other processes.</summary>
    public CoreShares? Cores { get; init; }

    /// <summary>The arithmetic digest to record. A disturbed run gets a digest of its own.</summary>
    internal string? ArithmeticOf(string? measured) =>
        Noise is { } noise && measured is not null ? FormattableString.Invariant($"{measured}+{noise}") : measured;

    /// <summary>Reads this machine's fingerprint. libtorch must be bound.</summary>
    /// <param name="device">cpu, or the accelerator's name and driver.</param>
    /// <param name="threads">Threads per operation on the CPU.</param>
    /// <param name="cpuInfo">Text of <c>/proc/cpuinfo</c>, or empty if there is none.</param>
    public static EnvironmentFingerprint Fingerprint(string device, int threads, string cpuInfo) =>
        new()
        {
            Cpu = CpuName(cpuInfo),
            Isa = Isa(),
            Threads = threads,
            Libtorch = torch.__version__,
            Os = $"{RuntimeInformation.OSDescription} {RuntimeInformation.OSArchitecture}",
            Device = device,
        };

    private static string CpuName(string cpuInfo)
    {
        string? Field(string name) =>
            cpuInfo
                .Split('\n')
                .Where(l => l.StartsWith(name, StringComparison.Ordinal))
                .Select(l => l[(l.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim())
                .FirstOrDefault();
        var model = Field("model name");
        return model is null
            ? RuntimeInformation.ProcessArchitecture.ToString()
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{model} (family {Field("cpu family")}, model {Field("model\t")})"
            );
    }

    private static string Isa() =>
        Avx512F.IsSupported ? "avx512"
        : Avx2.IsSupported ? "avx2"
        : RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? "neon"
        : "scalar";
}
