using System.Diagnostics;
using System.Security.Cryptography;
using Repro.Experiment;

namespace Repro.Build.Tests.Testing;

/// <summary>Trains and attributes what a request asks for in a process of its own, with a cache and a runs folder in <paramref name="folder"/>.</summary>
internal sealed class TrainingProgram(ReproRequest request, string folder)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    private readonly ReproRequest own = request with { Cache = Path.Combine(folder, "cache"), Runs = Path.Combine(folder, "runs") };

    /// <summary>The runs asked for, as written first.</summary>
    public IReadOnlyList<RunFolder> Runs => [.. own.Experiments().Select(spec => RunFolder.Of(own.Runs, spec))];

    /// <summary>A request for corrected experiments that are over in a second or two each.</summary>
    public static ReproRequest Small(string profile, int epochs, params ModelKind[] models) => new()
    {
        Profile = profile,
        Models = [.. models],
        Protocols = [ProtocolKind.Corrected],
        Overrides = [$"training.max-epochs={epochs}", "attribution.steps=20", "corpus.training-reviews=300", "corpus.test-reviews=100"],
        Cache = "",
        Runs = "",
        Verdicts = "verdicts",
        Baselines = "baselines",
    };

    public Process Start()
    {
        var file = Path.Combine(folder, "request.json");
        SafeFile.WriteJson(file, own);
        return Process.Start(ProgramRun.Info(Environment.ProcessPath!, [BuildFacts.Reproduction], Path.GetTempPath(), new Dictionary<string, string?> { ["REPRO_REQUEST"] = file }))!;
    }

    public IReadOnlyList<RunFolder> RunToEnd()
    {
        using var process = Start();
        var run = ProgramRun.End(process, Limit);
        run.ExitCode.Should().Be(0, run.Output + run.Error);
        return Runs;
    }

    /// <summary>The files that equal runs write alike: manifest, events and marker hold times.</summary>
    public static string[] Results(RunFolder run) => [run.Spec, run.History, run.Weights, run.Predictions, run.Metrics, run.Attributions];

    public static string Digest(string file) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)));

    /// <summary>Fails where a result differs in a byte.</summary>
    public static void ShouldBeEqual(IReadOnlyList<RunFolder> ones, IReadOnlyList<RunFolder> others)
    {
        others.Should().HaveSameCount(ones);
        foreach (var (one, other) in ones.Zip(others))
            foreach (var (first, second) in Results(one).Zip(Results(other)))
                Digest(first).Should().Be(Digest(second), "{0} and {1} are of one seed", first, second);
    }
}
