using Repro.Experiment;
using Repro.Fetch;
using Repro.Torch;

namespace Repro.Reproduction;

/// <summary>What the fixtures take from the process's environment, and the inputs that several of them share.</summary>
internal static class Surroundings
{
    private static readonly Dictionary<string, ExperimentInputs> Shared = new(StringComparer.Ordinal);

    /// <summary>The prepared inputs; experiments on the same corpus, seed and vectors get the same ones.</summary>
    public static async Task<ExperimentInputs> InputsOf(ExperimentSpec spec, ReproRequest request)
    {
        var key = Json.Hash(new { spec.Corpus, spec.Seed, spec.Vectors });
        if (Shared.TryGetValue(key, out var inputs)) return inputs;
        using var http = Download.CreateClient();
        var source = new InputSource(request.Cache, new Fetcher(request.Cache, request.Mirror, http, TimeProvider.System));
        return Shared[key] = await source.LoadAsync(spec);
    }

    public static RunSurroundings Of(ExperimentSpec spec)
    {
        // The sample's operations are too small to share out; with one thread its numbers do not depend on the number of cores either.
        var threads = spec.Profile == Profiles.Sample ? 1 : Environment.ProcessorCount;
        return new RunSurroundings(TimeProvider.System, RunSurroundings.Fingerprint(spec.Device, threads, CpuInfo()), Environment.GetEnvironmentVariable("REPRO_COMMIT") ?? "unknown");
    }

    private static string CpuInfo() => File.Exists("/proc/cpuinfo") ? File.ReadAllText("/proc/cpuinfo") : "";
}
