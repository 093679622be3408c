using System.Security.Cryptography;
using Repro.Build.Tests.Testing;
using Repro.Experiment;

namespace Repro.Build.Tests;

/// <summary>Same seed, same machine: two processes that share nothing, each with a cache and a runs folder of its own, write the same bytes.</summary>
public sealed class EqualRunsTests : IDisposable
{
    private static readonly EquatableList<string> Small = ["training.max-epochs=1", "attribution.steps=20", "corpus.training-reviews=300", "corpus.test-reviews=100"];

    private static readonly TimeSpan TrainingLimit = TimeSpan.FromMinutes(5);

    private readonly TempFolder temp = new();

    public void Dispose() => temp.Dispose();

    [Fact]
    public void Two_processes_write_the_same_bytes()
    {
        var request = Request("sample", ModelKind.Rnn, ModelKind.Cnn) with { Overrides = Small };
        Equal(Trained(request, "one"), Trained(request, "two"), experiments: 2);
    }

    [Fact]
    public void Another_seed_writes_others()
    {
        var request = Request("sample", ModelKind.Cnn) with { Overrides = Small };
        var (one, two) = (Trained(request, "one").Single(), Trained(request with { Seed = 7 }, "two").Single());
        foreach (var (first, second) in Results(one).Zip(Results(two))) Digest(first).Should().NotBe(Digest(second), "{0} depends on the seed", first);
    }

    [SkippableFact]
    public void Two_processes_that_prepare_real_reviews_into_two_caches_write_the_same_bytes()
    {
        var mirror = Environment.GetEnvironmentVariable("REPRO_DATA_MIRROR");
        Skip.If(string.IsNullOrEmpty(mirror), "REPRO_DATA_MIRROR names no folder with the reviews");
        var request = Request("imdb-mini", ModelKind.CnnGlove) with { Mirror = mirror, Overrides = Small };
        Equal(Trained(request, "one"), Trained(request, "two"), experiments: 1);
    }

    private ReproRequest Request(string profile, params ModelKind[] models) => new()
    {
        Profile = profile,
        Models = [.. models],
        Protocols = [ProtocolKind.Corrected],
        Cache = "",
        Runs = "",
        Verdicts = temp.In("verdicts"),
        Baselines = temp.In("baselines"),
    };

    /// <summary>Trains and attributes what is asked for in a process of its own, with a cache of its own.</summary>
    private List<RunFolder> Trained(ReproRequest request, string name)
    {
        var own = request with { Cache = temp.In(name, "cache"), Runs = temp.In(name, "runs") };
        var file = temp.In(name, "request.json");
        SafeFile.WriteJson(file, own);
        var run = ProgramRun.Of(Environment.ProcessPath!, [BuildFacts.Reproduction], Path.GetTempPath(), new Dictionary<string, string?> { ["REPRO_REQUEST"] = file }, TrainingLimit);
        run.ExitCode.Should().Be(0, run.Output + run.Error);
        return [.. own.Experiments().Select(spec => RunFolder.Of(own.Runs, spec))];
    }

    private static void Equal(List<RunFolder> ones, List<RunFolder> others, int experiments)
    {
        ones.Should().HaveCount(experiments);
        foreach (var (one, other) in ones.Zip(others))
            foreach (var (first, second) in Results(one).Zip(Results(other)).Prepend((one.Spec, other.Spec)))
                Digest(first).Should().Be(Digest(second), "{0} and {1} are of one seed", first, second);
    }

    private static string Digest(string file) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)));

    // Manifest, events and marker hold times.
    private static string[] Results(RunFolder run) => [run.History, run.Weights, run.Predictions, run.Metrics, run.Attributions];
}
