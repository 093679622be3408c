using Repro.Build.Tests.Testing;
using Repro.Experiment;

namespace Repro.Build.Tests;

/// <summary>Same seed, same machine: two processes that share nothing, each with a cache and a runs folder of its own, write the same bytes.</summary>
public sealed class EqualRunsTests : IDisposable
{
    private readonly TempFolder temp = new();

    public void Dispose() => temp.Dispose();

    [Fact]
    public void Two_processes_write_the_same_bytes()
    {
        var request = TrainingProgram.Small("sample", epochs: 1, ModelKind.Rnn, ModelKind.Cnn);
        TrainingProgram.ShouldBeEqual(Trained(request, "one", experiments: 2), Trained(request, "two", experiments: 2));
    }

    [Fact]
    public void Another_seed_writes_others()
    {
        var request = TrainingProgram.Small("sample", epochs: 1, ModelKind.Cnn);
        var (one, two) = (Trained(request, "one", experiments: 1)[0], Trained(request with { Seed = 7 }, "two", experiments: 1)[0]);
        foreach (var (first, second) in TrainingProgram.Results(one).Zip(TrainingProgram.Results(two)))
            TrainingProgram.Digest(first).Should().NotBe(TrainingProgram.Digest(second), "{0} depends on the seed", first);
    }

    [SkippableFact]
    public void Two_processes_that_prepare_real_reviews_into_two_caches_write_the_same_bytes()
    {
        var mirror = Environment.GetEnvironmentVariable("REPRO_DATA_MIRROR");
        Skip.If(string.IsNullOrEmpty(mirror), "REPRO_DATA_MIRROR names no folder with the reviews");
        var request = TrainingProgram.Small("imdb-mini", epochs: 1, ModelKind.CnnGlove) with { Mirror = mirror };
        TrainingProgram.ShouldBeEqual(Trained(request, "one", experiments: 1), Trained(request, "two", experiments: 1));
    }

    private IReadOnlyList<RunFolder> Trained(ReproRequest request, string name, int experiments)
    {
        var runs = new TrainingProgram(request, temp.In(name)).RunToEnd();
        runs.Should().HaveCount(experiments);
        return runs;
    }
}
