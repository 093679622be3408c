using System.Text;
using Repro.Data.Fetch;
using Repro.Data.Fetch.Archives;
using Repro.Data.Imdb;
using Repro.Data.Prepare;
using Repro.Data.Prepare.Tokens;
using Repro.Data.Prepare.Vectors;
using Repro.Data.Sample;
using Repro.Experiments;

namespace Repro.Data.Inputs;

/// <summary>
/// Loads an experiment's inputs: fetches, prepares and caches the corpus and vectors named by
/// <see cref="ExperimentSpec.Corpus"/> and <see cref="ExperimentSpec.Vectors"/>.
/// </summary>
/// <param name="cacheFolder">The per-user cache; created if missing.</param>
/// <param name="fetcher">Fetches archives.</param>
/// <param name="program"><see cref="Repro.Runs.ProgramDigest"/> of the current program; files prepared by other
/// programs are not used.</param>
public sealed class InputSource(string cacheFolder, Fetcher fetcher, string program)
{
    private const string SampleCorpusName = "sample",
        SampleVectorsPrefix = "sample.";

    private readonly PreparedCorpusCache prepared = new(Path.Combine(cacheFolder, "prepared"), program);
    private readonly VectorMatrixCache matrices = new(Path.Combine(cacheFolder, "prepared"), program);
    private readonly Dictionary<(CorpusSpec, long), (string Digest, PreparedCorpus Corpus)> loaded = [];

    /// <summary>The archives an experiment needs; none for the sample.</summary>
    public static IReadOnlyList<(CatalogueEntry Archive, string? Member)> ArchivesOf(ExperimentSpec spec)
    {
        var archives = new List<(CatalogueEntry, string?)>();
        if (spec.Corpus.Name != SampleCorpusName)
            archives.Add((Catalogue.AclImdb, null));
        if (spec.Vectors is { } name && !IsSample(name))
        {
            var vectors = GloveVectors.Find(name);
            archives.Add((vectors.Archive, vectors.Member));
        }

        return archives;
    }

    /// <summary>
    /// Reasons why an experiment's inputs cannot be fetched or prepared, one sentence each; reads no files.
    /// </summary>
    public static IEnumerable<string> Faults(ExperimentSpec spec)
    {
        var corpus = spec.Corpus;
        if (spec.Vectors is { } name && !IsSample(name) && GloveVectors.Fault(name) is { } unknown)
            yield return unknown;
        const int Published = 2 * ImdbReviews.PerFolder;
        string?[] faults =
            corpus.Name == SampleCorpusName
                ?
                [
                    SampleCorpus.Fault("train", corpus.TrainingReviews),
                    SampleCorpus.Fault("test", corpus.TestReviews),
                    Split.Fault(corpus.TrainingReviews, corpus.TrainShare),
                ]
                :
                [
                    CorpusSelection.Fault("corpus.training-reviews", corpus.TrainingReviews, Published),
                    CorpusSelection.Fault("corpus.test-reviews", corpus.TestReviews, Published),
                    Split.Fault(corpus.TrainingReviews is 0 ? Published : corpus.TrainingReviews, corpus.TrainShare),
                ];
        foreach (var fault in faults.OfType<string>())
            yield return fault;
    }

    /// <summary>
    /// Fetches the archives that are still missing, so that <see cref="LoadAsync"/> has everything it needs.
    /// </summary>
    /// <exception cref="ReproException">An archive is unreachable or damaged (exit code 3).</exception>
    public async Task<IReadOnlyList<FetchedArchive>> FetchAsync(
        ExperimentSpec spec,
        CancellationToken cancellation = default
    )
    {
        var fetched = new List<FetchedArchive>();
        foreach (var (archive, member) in ArchivesOf(spec))
            fetched.Add(await fetcher.FetchAsync(archive, member, cancellation).ConfigureAwait(false));
        return fetched;
    }

    /// <summary>
    /// The prepared inputs, from the cache if possible. Experiments with the same corpus and seed share one corpus.
    /// </summary>
    /// <exception cref="ReproException">An archive is unreachable or damaged (exit code 3), or the spec does not fit it
    /// (2).</exception>
    public async Task<ExperimentInputs> LoadAsync(ExperimentSpec spec, CancellationToken cancellation = default)
    {
        if (!loaded.TryGetValue((spec.Corpus, spec.Seed), out var known))
            loaded[(spec.Corpus, spec.Seed)] = known =
                spec.Corpus.Name == SampleCorpusName
                    ? Sample(spec)
                    : (ImdbReviews.PublishedDigest, Imdb(spec, cancellation));
        var (digest, corpus) = known;
        return new ExperimentInputs(
            digest,
            corpus,
            spec.Vectors is null
                ? null
                : await VectorsAsync(spec.Vectors, spec.Corpus.Seed, corpus.Vocabulary, cancellation)
                    .ConfigureAwait(false)
        );
    }

    // Generating takes a moment, so the sample is not cached.
    private static (string Digest, PreparedCorpus Corpus) Sample(ExperimentSpec spec)
    {
        var reviews = SampleCorpus.Generate(spec.Corpus.Seed, spec.Corpus.TrainingReviews, spec.Corpus.TestReviews);
        return (reviews.Digest, PreparedCorpus.Prepare(reviews, spec.Corpus, spec.Seed));
    }

    // The published digest is pinned, so a prepared corpus can be found before any archive is opened.
    private PreparedCorpus Imdb(ExperimentSpec spec, CancellationToken cancellation) =>
        prepared.GetOrPrepare(
            spec.Corpus,
            spec.Seed,
            ImdbReviews.PublishedDigest,
            () => ImdbReviews.Read(fetcher.FetchAsync(Catalogue.AclImdb, null, cancellation).GetAwaiter().GetResult())
        );

    private async Task<VectorMatrix> VectorsAsync(
        string name,
        long seed,
        Vocabulary vocabulary,
        CancellationToken cancellation
    )
    {
        var width = Profiles.WidthOf(name);
        if (IsSample(name))
            return WordVectors.Read(SampleText(seed, width), width, vocabulary, name);
        var vectors = GloveVectors.Find(name);
        return await matrices
            .GetOrReadAsync(
                new(name, width, vectors.Archive.Sha256),
                vocabulary,
                async () =>
                {
                    var archive = await fetcher
                        .FetchAsync(vectors.Archive, vectors.Member, cancellation)
                        .ConfigureAwait(false);
                    using var text = vectors.OpenText(archive);
                    return WordVectors.Read(text, width, vocabulary, name);
                }
            )
            .ConfigureAwait(false);
    }

    private static MemoryStream SampleText(long seed, int width)
    {
        var text = new StringWriter();
        SampleVectors.Write(text, seed, width);
        return new MemoryStream(Encoding.UTF8.GetBytes(text.ToString()));
    }

    private static bool IsSample(string vectors) => vectors.StartsWith(SampleVectorsPrefix, StringComparison.Ordinal);
}
