using BenchmarkDotNet.Attributes;
using Repro.Data.Imdb;
using Repro.Data.Prepare;
using Repro.Experiments;

namespace Repro.Benchmarks.Prepare;

/// <summary>
/// All 50,000 reviews, from the archive to numbered tokens. The folder that REPRO_DATA_MIRROR names must hold the
/// labelled archive.
/// </summary>
[ShortJob(warmups: 1, calls: 5)]
public class PrepareReviews
{
    private static readonly CorpusSpec Spec = Profiles
        .Spec(Profiles.Imdb, ModelKind.Rnn, ProtocolKind.AsWritten)
        .Corpus;

    private string archive = null!;
    private DirectoryInfo cache = null!;

    [GlobalSetup]
    public void FindMirror()
    {
        archive = RealReviews.Archive();
        cache = Directory.CreateTempSubdirectory("repro-benchmark");
        Load(cache.FullName);
    }

    /// <summary>Read, checked against the published digest, split, numbered, and written to an empty cache.</summary>
    [Benchmark(Baseline = true)]
    public int Cold()
    {
        var empty = cache.CreateSubdirectory("cold");
        var corpus = Load(empty.FullName);
        empty.Delete(recursive: true);
        return corpus.Vocabulary.Count;
    }

    /// <summary>Read from the cache, and checked against its own digest.</summary>
    [Benchmark]
    public int Cached() =>
        Load(
            cache.FullName,
            () => throw new InvalidOperationException("The cache does not hold what was just put there.")
        ).Vocabulary.Count;

    [GlobalCleanup]
    public void Release() => cache.Delete(recursive: true);

    private PreparedCorpus Load(string folder, Func<ReviewCorpus>? read = null) =>
        RealReviews.Prepared(Spec, folder, read ?? (() => ImdbReviews.Read(archive)));
}
