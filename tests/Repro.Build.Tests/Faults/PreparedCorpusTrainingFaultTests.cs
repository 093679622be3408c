using Repro.Build.Tests.Testing;
using Repro.Experiments;
using ReproBuild.Soaking;

namespace Repro.Build.Tests.Faults;

public sealed class PreparedCorpusTrainingFaultTests : IDisposable
{
    private readonly TempFolder temp = new();

    public void Dispose() => temp.Dispose();

    /// <summary>With vectors, and by way of the cache: on the published reviews, where a mirror has them.</summary>
    [SkippableFact]
    public async Task Two_runs_of_two_clones_share_a_cold_cache_and_end_with_the_bytes_of_one_alone()
    {
        var mirror = Environment.GetEnvironmentVariable("REPRO_DATA_MIRROR");
        Skip.If(string.IsNullOrEmpty(mirror), "REPRO_DATA_MIRROR names no folder with the published reviews");
        var request = TrainingProgram.Small("imdb-mini", 1, ModelKind.Cnn) with { Mirror = mirror };
        var alone = await TrainingProgram.RunToEndAsync(TrainingProgram.In(request, temp.In("alone")));
        TrainingProcess[] clones =
        [
            .. new[] { "first", "second" }.Select(name =>
                TrainingProgram.In(request, temp.In(name), temp.In("shared"))
            ),
        ];
        var processes = clones.Select(clone => clone.Start()).ToList();
        foreach (
            var run in (ProgramRun[])
                [.. processes.AsParallel().Select(process => ProgramRun.End(process, TimeSpan.FromMinutes(9)))]
        )
            run.ExitCode.Should().Be(0, run.Output + run.Error);
        foreach (var process in processes)
            process.Dispose();
        foreach (var clone in clones)
            TrainingProgram.ShouldBeEqual(alone, clone.Runs);
        Directory.GetFiles(temp.In("shared", "prepared")).Should().ContainSingle().Which.Should().EndWith(".corpus");
    }
}
