using System.Security.Cryptography;
using System.Text;
using Repro.Data.Cache;
using Repro.Data.Fetch.Archives;
using Repro.Data.Prepare;
using Repro.Data.Prepare.Tokens;
using Repro.Data.Prepare.Vectors;

namespace Repro.Testing;

/// <summary>A cache with one artefact of each kind, all of them whole, in a folder of its own.</summary>
internal sealed class ToyCache : IDisposable
{
    public static readonly DateTimeOffset Now = new(2026, 11, 25, 12, 0, 0, TimeSpan.Zero);

    private static readonly byte[] Download = Encoding.ASCII.GetBytes("a download of forty-two bytes, or nearly so");
    private static readonly string Content = new('c', 64),
        Mirrored = new('d', 64);

    private readonly TempFolder temp = new();

    public ToyCache()
    {
        Archive = Write($"archives/{Entry.Sha256}/{Entry.FileName}", Download);
        Note = Write(
            $"contents/{Mirrored}.labelled-reviews.json",
            Encoding.ASCII.GetBytes($$"""{ "file": "{{Mirrored}}", "content": "{{Content}}" }""")
        );
        var prepared = new PreparedCorpusCache(At("prepared"), ToyRun.Program).GetOrPrepare(
            ToyReviews.Spec(),
            1,
            "toy",
            () => ToyReviews.Corpus(40, 10)
        );
        Corpus = Directory.GetFiles(At("prepared"), "*.corpus").Single();
        new VectorMatrixCache(At("prepared"), ToyRun.Program)
            .GetOrReadAsync(
                new("toy.2d", 2, "archive"),
                prepared.Vocabulary,
                () => Task.FromResult(Matrix(prepared.Vocabulary))
            )
            .GetAwaiter()
            .GetResult();
        Vectors = Directory.GetFiles(At("prepared"), "*.vectors").Single();
    }

    public static CatalogueEntry Entry { get; } =
        new(
            "toy",
            "toy.tar.gz",
            new Uri("https://example.org/toy.tar.gz"),
            Download.Length,
            Convert.ToHexStringLower(SHA256.HashData(Download)),
            "None.",
            [],
            "toy*.tar.gz",
            [new Repackaging(ContentKind.LabelledReviews, null, Content, "Equal.")]
        );

    public string Root => At("cache");

    public string Archive { get; }

    public string Note { get; }

    public string Corpus { get; }

    public string Vectors { get; }

    public string[] Artefacts => [Archive, Note, Corpus, Vectors];

    /// <summary>A path in the cache.</summary>
    public string At(string path) => path == "cache" ? temp.At("cache") : temp.At("cache", path);

    /// <summary>A path beside the cache.</summary>
    public string Outside(string path) => temp.At(path);

    public string Write(string path, byte[] bytes) => temp.Write(Path.Combine("cache", path), bytes);

    public IReadOnlyList<CachedFile> Check() => new CacheInventory(Root, Now, [Entry], ToyRun.Program).Check();

    public IReadOnlyList<CachedFile> QuickScan() => new CacheInventory(Root, Now, [Entry], ToyRun.Program).QuickScan();

    public IReadOnlyList<CachedFile> Clean() =>
        new CacheCleaning(Root, temp.At("home"), temp.At("clone")).Run(Now, [Entry], ToyRun.Program);

    public CachedFile Checked(string path) => Check().Should().ContainSingle(file => file.Path == path).Which;

    public void Dispose() => temp.Dispose();

    private static VectorMatrix Matrix(Vocabulary words) =>
        new("toy.2d", 2, [.. Enumerable.Range(0, 2 * words.Count).Select(i => i / 8f)], words.Count);
}
