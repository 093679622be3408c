using Repro.Data.Fetch.Archives;

namespace Repro.Data.Fetch;

/// <summary>Every archive that this program downloads. Only archives pinned here are fetched.</summary>
public static class Catalogue
{
    /// <summary>The Large Movie Review Dataset (Maas et al. 2011).</summary>
    public static CatalogueEntry AclImdb { get; } =
        new(
            "aclImdb_v1",
            "aclImdb_v1.tar.gz",
            new Uri("https://ai.stanford.edu/~amaas/data/sentiment/aclImdb_v1.tar.gz"),
            84_125_825,
            "c40f74a18d3b61f90feba1e17730e0d38e8b97c05fde7008942e91923d1658fe",
            "No licence is stated and the reviews belong to their writers: use it for research, cite Maas et "
                + "al. 2011, do not redistribute it.",
            ["aclImdb/train/pos", "aclImdb/train/neg", "aclImdb/test/pos", "aclImdb/test/neg"],
            "aclImdb*.tar.gz",
            [
                new Repackaging(
                    ContentKind.LabelledReviews,
                    null,
                    "19d3e65fb9e408a6dc4234624e87dd99b04fac3942af5345c40d8d2890000fd0",
                    "All 50,000 labelled reviews, packed again: equal results."
                ),
            ]
        );

    /// <summary>
    /// GloVe trained on 840 billion tokens of Common Crawl (Pennington et al. 2014): torchtext's <c>GloVe()</c>.
    /// </summary>
    public static CatalogueEntry Glove840B { get; } =
        new(
            "glove.840B.300d",
            "glove.840B.300d.zip",
            new Uri("https://nlp.stanford.edu/data/glove.840B.300d.zip"),
            2_176_768_927,
            "c06db255e65095393609f19a4cfca20bf3a71e20cc53e892aafa490347e3849f",
            PublicDomain,
            ["glove.840B.300d.txt"],
            "glove.840B.300d*.zip",
            []
        );

    /// <summary>GloVe trained on 6 billion tokens of Wikipedia 2014 and Gigaword 5 (Pennington et al. 2014).</summary>
    public static CatalogueEntry Glove6B { get; } =
        new(
            "glove.6B",
            "glove.6B.zip",
            new Uri("https://nlp.stanford.edu/data/glove.6B.zip"),
            862_182_613,
            "617afb2fe6cbd085c235baf7a465b96f4112bd7f7ccb2b2cbd649fed9cbcf2fb",
            PublicDomain,
            ["glove.6B.50d.txt", "glove.6B.100d.txt", "glove.6B.200d.txt", "glove.6B.300d.txt"],
            "glove.6B*.zip",
            [
                new Repackaging(
                    ContentKind.Member,
                    "glove.6B.100d.txt",
                    "bdb066767b540316a09bd3efde78e3267be42150a2c44e1398e9d2c5129a34fd",
                    "The 78,661 vectors whose words occur in IMDB: equal results on IMDB, not on other text."
                ),
            ]
        );

    public static IReadOnlyList<CatalogueEntry> All { get; } = [AclImdb, Glove840B, Glove6B];

    private const string PublicDomain = "Public Domain Dedication and License 1.0; cite Pennington et al. 2014.";
}
