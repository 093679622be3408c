using System.ComponentModel;
using System.Diagnostics;
using Repro.Data.Fetch;
using Repro.Data.Fetch.Download;
using Repro.Data.Inputs;
using Repro.Experiments;
using Repro.Locking;
using Repro.Requests;
using Repro.Runs;
using Repro.Torch;
using Repro.Torch.Libtorch;

namespace Repro.Reproduction;

/// <summary>
/// What the fixtures of this process share: its environment, its program's digest, and the inputs that several of them
/// read.
/// </summary>
internal static class FixtureProcess
{
    private static readonly Dictionary<string, ExperimentInputs> Loaded = new(StringComparer.Ordinal);
    private static readonly Machine Machine = Machine.Current();
    private static readonly Lazy<string> OfRuns = new(() =>
        ProgramDigest.Compute(
            [Path.Combine(AppContext.BaseDirectory, "Repro.Torch.dll")],
            InstalledLibtorch.LibrariesFor(
                AppContext.BaseDirectory,
                Environment.GetEnvironmentVariable("REPRO_LIBTORCH")
            )
        )
    );

    /// <summary>Digest of the program that makes runs: this one.</summary>
    public static string Program => OfRuns.Value;

    // Read where the build reads its own, so that either uses what the other prepared.
    private static string DataProgram { get; } =
        ProgramDigest.Compute([Path.Combine(AppContext.BaseDirectory, "Repro.Data.dll")], []);

    /// <summary>The prepared inputs; experiments on the same corpus, seed and vectors get the same ones.</summary>
    public static async Task<ExperimentInputs> InputsOf(ExperimentSpec spec, ResolvedRequest request)
    {
        var key = spec.InputsHash();
        if (Loaded.TryGetValue(key, out var inputs))
            return inputs;
        using var http = ArchiveDownload.CreateClient();
        var fetcher = new Fetcher(
            request.Cache,
            request.Mirror,
            http,
            TimeProvider.System,
            locks: LocksOf(spec, request)
        );
        return Loaded[key] = await new InputSource(request.Cache, fetcher, DataProgram).LoadAsync(spec);
    }

    /// <summary>An experiment with its inputs, ready to do what it is asked for.</summary>
    public static async Task<ExperimentRun> RunOf(ExperimentSpec spec, ResolvedRequest request) =>
        new(spec, request.FolderOf(spec), await InputsOf(spec, request), Of(spec, request));

    /// <summary>
    /// What runs take from this machine. Binds libtorch, as every program that uses Repro.Torch must before its first
    /// tensor; comparing needs none.
    /// </summary>
    public static RunSurroundings Of(ExperimentSpec spec, ResolvedRequest request)
    {
        var libtorch = LibtorchLoader.Bind(
            AppContext.BaseDirectory,
            Environment.GetEnvironmentVariable("REPRO_LIBTORCH"),
            Environment.GetEnvironmentVariable("ONEDNN_MAX_CPU_ISA")
        );
        // The sample's operations are too small to share out; with one thread its numbers do not depend on the number
        // of cores either.
        var threads = request.Threads ?? (spec.Profile == Profiles.Sample ? 1 : Environment.ProcessorCount);
        return new RunSurroundings(
            TimeProvider.System,
            RunSurroundings.Fingerprint(DeviceName(spec.Device), threads, CpuInfo()),
            Environment.GetEnvironmentVariable("REPRO_COMMIT") ?? "unknown",
            Program
        )
        {
            OneDnn = libtorch.OneDnn,
            Reuse = request.Reuse,
            Noise = request.Noise,
            CheckpointInterval = CheckpointInterval.Of(request.CheckpointMinutes),
            Locks = LocksOf(spec, request),
            Cores = new CoreShares(
                LocksOf(spec, request),
                Path.Combine(request.Cache, "locks", Machine.Host),
                Environment.ProcessorCount,
                request.Wait,
                TimeProvider.System
            ),
        };
    }

    private static Locks LocksOf(ExperimentSpec spec, ResolvedRequest request) =>
        new(
            Machine,
            Environment.GetEnvironmentVariable("REPRO_COMMAND") ?? "dotnet test tests/Repro.Reproduction",
            new LockTimes(request.Wait),
            TimeProvider.System,
            new WaitingPublisher(spec.Name(), RequestFile.Path, Console.Error).Publish
        );

    private static string DeviceName(string device)
    {
        if (device != "cuda")
            return device;
        try
        {
            using var process = Process.Start(
                new ProcessStartInfo("nvidia-smi", ["--query-gpu=name,driver_version", "--format=csv,noheader"])
                {
                    RedirectStandardOutput = true,
                }
            )!;
            var answer = process.StandardOutput.ReadLine();
            process.WaitForExit();
            return process.ExitCode == 0 && answer?.Split(", ") is [var name, var driver]
                ? $"{name} (driver {driver})"
                : device;
        }
        catch (Win32Exception)
        {
            return device; // A libtorch that finds a GPU where nvidia-smi is not on the path.
        }
    }

    private static string CpuInfo() => File.Exists("/proc/cpuinfo") ? File.ReadAllText("/proc/cpuinfo") : "";
}
