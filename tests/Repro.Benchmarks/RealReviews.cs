using Repro.Data.Imdb;
using Repro.Data.Prepare;
using Repro.Experiments;

namespace Repro.Benchmarks;

/// <summary>The reviews of the data mirror that REPRO_DATA_MIRROR names.</summary>
internal static class RealReviews
{
    /// <exception cref="FileNotFoundException">The mirror lacks the labelled archive, or none is named.</exception>
    public static string Archive()
    {
        var archive = Path.Combine(
            Environment.GetEnvironmentVariable("REPRO_DATA_MIRROR") ?? "",
            "aclImdb_labeled.tar.gz"
        );
        return File.Exists(archive)
            ? archive
            : throw new FileNotFoundException(
                $"REPRO_DATA_MIRROR: {archive} is not there; this benchmark reads it. Name a folder that "
                    + "holds it, or leave the benchmark out by --filter."
            );
    }

    public static PreparedCorpus Prepared(ExperimentSpec spec)
    {
        var cache = Directory.CreateTempSubdirectory("repro-benchmark");
        try
        {
            return Prepared(spec.Corpus, cache.FullName, () => ImdbReviews.Read(Archive()));
        }
        finally
        {
            cache.Delete(recursive: true);
        }
    }

    /// <summary>From the cache in <paramref name="folder"/>, or else <paramref name="read"/>.</summary>
    public static PreparedCorpus Prepared(CorpusSpec spec, string folder, Func<ReviewCorpus> read) =>
        new PreparedCorpusCache(folder, "benchmarks").GetOrPrepare(
            spec,
            Profiles.DefaultSeed,
            ImdbReviews.PublishedDigest,
            read
        );
}
