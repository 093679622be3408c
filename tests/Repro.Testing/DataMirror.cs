using Repro.Data.Imdb;
using Repro.Data.Prepare;
using Repro.Experiments;

namespace Repro.Testing;

/// <summary>
/// Real data from the folder that <c>REPRO_DATA_MIRROR</c> names; whichever test asks for it is skipped where there is
/// none.
/// </summary>
internal static class DataMirror
{
    private static readonly Lazy<ReviewCorpus> Reviews = new(() => ImdbReviews.Read(PathOf("aclImdb_labeled.tar.gz")));

    private static readonly Lazy<PreparedCorpus> Prepared = new(() =>
        PreparedCorpus.Prepare(
            Imdb,
            Profiles.Spec(Profiles.Imdb, ModelKind.Rnn, ProtocolKind.AsWritten).Corpus,
            Profiles.DefaultSeed
        )
    );

    /// <summary>The 50,000 labelled reviews, read once per test run.</summary>
    public static ReviewCorpus Imdb => Reviews.Value;

    /// <summary>The same, prepared as the notebook prepares them.</summary>
    public static PreparedCorpus PreparedImdb => Prepared.Value;

    public static string PathOf(string file) => Path.Combine(MirrorFolder.OrSkip(file), file);
}
