using Repro.Build.Tests.Testing;
using Repro.Experiments;
using Repro.Requests;
using Repro.Runs;
using ReproBuild.Soaking;

namespace Repro.Build.Tests;

/// <summary>
/// Same seed, same machine: two processes that share nothing, each with a cache and a runs folder of its own, write the
/// same bytes.
/// </summary>
public sealed class EqualRunsTests : IDisposable
{
    private readonly TempFolder temp = new();

    public void Dispose() => temp.Dispose();

    [Fact]
    public async Task Two_processes_write_the_same_bytes()
    {
        var request = TrainingProgram.Small("sample", epochs: 1, ModelKind.Rnn, ModelKind.Cnn);
        TrainingProgram.ShouldBeEqual(
            await TrainedAsync(request, "one", experiments: 2),
            await TrainedAsync(request, "two", experiments: 2)
        );
    }

    [Fact]
    public async Task Another_seed_writes_others()
    {
        var request = TrainingProgram.Small("sample", epochs: 1, ModelKind.Cnn);
        var (one, two) = (
            (await TrainedAsync(request, "one", experiments: 1))[0],
            (await TrainedAsync(request with { Seed = 7 }, "two", experiments: 1))[0]
        );
        foreach (var (first, second) in TrainingProcess.Results(one).Zip(TrainingProcess.Results(two)))
            TrainingProcess
                .Digest(first)
                .Should()
                .NotBe(TrainingProcess.Digest(second), "{0} depends on the seed", first);
    }

    [SkippableFact]
    public async Task Two_processes_that_prepare_real_reviews_into_two_caches_write_the_same_bytes()
    {
        var mirror = Environment.GetEnvironmentVariable("REPRO_DATA_MIRROR");
        Skip.If(string.IsNullOrEmpty(mirror), "REPRO_DATA_MIRROR names no folder with the reviews");
        var request = TrainingProgram.Small("imdb-mini", epochs: 1, ModelKind.CnnGlove) with { Mirror = mirror };
        TrainingProgram.ShouldBeEqual(
            await TrainedAsync(request, "one", experiments: 1),
            await TrainedAsync(request, "two", experiments: 1)
        );
    }

    private async Task<IReadOnlyList<RunFolder>> TrainedAsync(ReproRequest request, string name, int experiments)
    {
        var runs = await TrainingProgram.RunToEndAsync(TrainingProgram.In(request, temp.In(name)));
        runs.Should().HaveCount(experiments);
        return runs;
    }
}
