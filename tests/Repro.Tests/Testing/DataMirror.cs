using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using Repro.Experiment;
using Repro.Prepare;

namespace Repro.Tests.Testing;

/// <summary>The folder of real data that <c>REPRO_DATA_MIRROR</c> names; tests that need it are skipped where it is not set.</summary>
internal static class DataMirror
{
    private static readonly Lazy<ReviewCorpus> Corpus = new(ReadImdb);

    private static readonly Lazy<PreparedCorpus> Prepared = new(() =>
        PreparedCorpus.Prepare(Imdb, Profiles.Spec(Profiles.Imdb, ModelKind.Rnn, ProtocolKind.AsWritten).Corpus, Profiles.DefaultSeed));

    /// <summary>The 50,000 labelled reviews, read once per test run.</summary>
    public static ReviewCorpus Imdb => Corpus.Value;

    /// <summary>The same, prepared as the notebook prepares them.</summary>
    public static PreparedCorpus PreparedImdb => Prepared.Value;

    public static string? PathOf(string file) =>
        Environment.GetEnvironmentVariable("REPRO_DATA_MIRROR") is { Length: > 0 } folder && File.Exists(Path.Combine(folder, file)) ? Path.Combine(folder, file) : null;

    /// <summary>Path of a file of the mirror; skips the test where there is none.</summary>
    public static string Require(string file)
    {
        var path = PathOf(file);
        Skip.If(path is null, $"REPRO_DATA_MIRROR does not name a folder with {file}");
        return path!;
    }

    public static void RequireImdb() => Require("aclImdb_labeled.tar.gz");

    private static ReviewCorpus ReadImdb()
    {
        using var file = File.OpenRead(Require("aclImdb_labeled.tar.gz"));
        using var tar = new TarReader(new GZipStream(file, CompressionMode.Decompress));
        var reviews = new List<Review>();
        while (tar.GetNextEntry() is { } entry)
        {
            if (entry.DataStream is null || entry.Name.Split('/') is not [_, var split, var label, var name]) continue;
            var bytes = new byte[entry.Length];
            entry.DataStream.ReadExactly(bytes);
            var text = Encoding.UTF8.GetString(bytes);
            var end = text.AsSpan().IndexOfAny('\n', '\r');
            reviews.Add(new($"{split}/{label}/{Path.GetFileNameWithoutExtension(name)}", end < 0 ? text : text[..end], label));
        }

        var ordered = reviews.OrderBy(r => r.Label == "pos" ? 0 : 1).ThenBy(r => r.Id + ".txt", StringComparer.Ordinal).ToList();
        return new("imdb", [.. ordered.Where(r => r.Id.StartsWith("train/", StringComparison.Ordinal))], [.. ordered.Where(r => r.Id.StartsWith("test/", StringComparison.Ordinal))], "mirror");
    }
}
