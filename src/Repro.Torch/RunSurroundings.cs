using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using Repro.Locking;
using Repro.Runs;
using Repro.Torch.Libtorch;
using TorchSharp;

namespace Repro.Torch;

/// <summary>What a run takes from the world around it.</summary>
/// <param name="Clock">For timings and events.</param>
/// <param name="Environment">What has to be equal for two runs to be equal to the last bit.</param>
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

    /// <summary>What a finished run has to agree in to be used again.</summary>
    public ReuseRule Reuse { get; init; }

    /// <summary>
    /// Between two states of a training that are kept within an epoch (on the CPU); null keeps those at its end alone.
    /// </summary>
    public TimeSpan? CheckpointInterval { get; init; }

    /// <summary>
    /// Disturbs the initial weights; null for nothing. It makes a run that is of the same experiment and no longer of
    /// the same bits.
    /// </summary>
    public RoundingNoise? Noise { get; init; }

    /// <summary>
    /// Keeps other processes from the run's folder while it is written; null where there can be none.
    /// </summary>
    public Locks? Locks { get; init; }

    /// <summary>Where the threads' cores come from; null where nobody else has any.</summary>
    public CoreShares? Cores { get; init; }

    /// <summary>The measured arithmetic as a run records it: one that was disturbed is nobody else's.</summary>
    internal string? ArithmeticOf(string? measured) =>
        Noise is { } noise && measured is not null ? FormattableString.Invariant($"{measured}+{noise}") : measured;

    /// <summary>Reads the fingerprint off this machine. libtorch must be bound.</summary>
    /// <param name="device">cpu, or the accelerator's name and driver.</param>
    /// <param name="threads">Of one operation on the CPU.</param>
    /// <param name="cpuInfo">Text of <c>/proc/cpuinfo</c>, or empty where there is none.</param>
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
