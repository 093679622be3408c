using Repro.Data.Imdb;
using Repro.Data.Prepare;
using Repro.Data.Sample;
using Repro.Experiments;

namespace Repro.Verdicts.Diff.Predictions;

/// <summary>Finds the test reviews of a run without fetching or preparing any.</summary>
/// <param name="cacheFolder">The per-user cache; only read.</param>
/// <param name="program"><see cref="Repro.Runs.ProgramDigest"/> of the current program; files prepared by other
/// programs are not read.</param>
internal sealed class ReviewsAtHand(string cacheFolder, string program)
{
    private const string SampleCorpusName = "sample";

    private readonly Dictionary<(CorpusSpec, long), (string Digest, ReviewTexts Texts)?> found = [];

    /// <summary>Reads the test reviews; null if they are not available.</summary>
    /// <param name="spec">The run's experiment.</param>
    /// <param name="corpusDigest">SHA-256 of the published reviews that the run read.</param>
    public ReviewTexts? Read(ExperimentSpec spec, string corpusDigest)
    {
        if (!found.TryGetValue((spec.Corpus, spec.Seed), out var known))
            found[(spec.Corpus, spec.Seed)] = known = Find(spec);
        return known is var (digest, texts) && digest == corpusDigest ? texts : null;
    }

    private (string Digest, ReviewTexts Texts)? Find(ExperimentSpec spec)
    {
        var corpus = spec.Corpus;
        if (corpus.Name == SampleCorpusName)
        {
            var reviews = SampleCorpus.Generate(corpus.Seed, corpus.TrainingReviews, corpus.TestReviews);
            return (reviews.Digest, new(PreparedCorpus.Prepare(reviews, corpus, spec.Seed)));
        }

        try
        {
            var prepared = new PreparedCorpusCache(Path.Combine(cacheFolder, "prepared"), program).GetOrPrepare(
                corpus,
                spec.Seed,
                ImdbReviews.PublishedDigest,
                () => throw new NotPrepared()
            );
            return (ImdbReviews.PublishedDigest, new(prepared));
        }
        catch (NotPrepared)
        {
            return null;
        }
    }

    private sealed class NotPrepared : Exception;
}
