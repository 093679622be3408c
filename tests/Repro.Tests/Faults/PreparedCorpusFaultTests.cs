using Repro.Data.Prepare;
using Repro.Testing;

namespace Repro.Tests.Faults;

/// <summary>
/// Prepared corpora are named by their inputs and checked against their digests, so their cache needs no lock.
/// </summary>
public sealed class PreparedCorpusFaultTests : IDisposable
{
    private readonly TempFolder temp = new();

    public void Dispose() => temp.Dispose();

    [Fact]
    public void Two_runs_that_prepare_into_one_cold_cache_leave_one_whole_file()
    {
        var digests = new string[8];
        Parallel.For(
            0,
            digests.Length,
            i =>
                digests[i] = new PreparedCorpusCache(temp.Root, ToyRun.Program)
                    .GetOrPrepare(ToyReviews.Spec(), 1, "toy", () => ToyReviews.Corpus(40, 10))
                    .Digest
        );
        digests.Distinct().Should().ContainSingle();
        Directory.GetFiles(temp.Root).Should().ContainSingle();
        var cached = new PreparedCorpusCache(temp.Root, ToyRun.Program).GetOrPrepare(
            ToyReviews.Spec(),
            1,
            "toy",
            () => throw new InvalidOperationException("it is in the cache")
        );
        cached.Digest.Should().Be(digests[0]);
    }

    [SkippableFact]
    public void Read_only_folder_of_the_cache_does_not_prevent_preparing()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "the kernel's own folders are Linux's");
        new PreparedCorpusCache("/sys/repro", ToyRun.Program)
            .GetOrPrepare(ToyReviews.Spec(), 1, "toy", () => ToyReviews.Corpus(40, 10))
            .Train.Count.Should()
            .BePositive();
    }
}
