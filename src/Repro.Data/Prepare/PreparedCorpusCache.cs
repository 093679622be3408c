using System.Security.Cryptography;
using System.Text;
using Repro.Experiments;
using Repro.Files;

namespace Repro.Data.Prepare;

/// <summary>
/// A cache of prepared corpora, one file each. The file name is derived from the inputs: the digest of the raw reviews,
/// the corpus spec, the seed, the format version and the program. A file is used only if its digest is correct;
/// otherwise the corpus is prepared again and the file overwritten.
/// </summary>
/// <param name="folder">Created if missing.</param>
/// <param name="program"><see cref="Repro.Runs.ProgramDigest"/> of the current program.</param>
public sealed class PreparedCorpusCache(string folder, string program)
{
    internal const string Ending = ".corpus";

    internal static readonly byte[] Magic = Encoding.ASCII.GetBytes("REPRO-PC");

    /// <summary>The prepared corpus, from the cache or through <paramref name="load"/>.</summary>
    /// <param name="spec">Number of reviews and the training share.</param>
    /// <param name="seed">The run's seed; it drives the split.</param>
    /// <param name="rawDigest">Digest of the reviews that <paramref name="load"/> returns.</param>
    /// <param name="load">Reads the published reviews; called only if the cache has no valid file.</param>
    /// <exception cref="ReproException">The loaded reviews do not have the digest <paramref name="rawDigest"/> (exit
    /// code 3), or cannot be prepared (2 or 3).</exception>
    public PreparedCorpus GetOrPrepare(CorpusSpec spec, long seed, string rawDigest, Func<ReviewCorpus> load)
    {
        var key = Json.Hash(new Origin(PreparedCorpusFormat.Version, program, rawDigest, spec, seed));
        var path = PathOf(key);
        if (Read(path, key) is { } cached)
            return cached;

        var raw = load();
        if (raw.Digest != rawDigest)
        {
            throw ReproException.Input(
                $"corpus {raw.Name}: its content has the digest {raw.Digest}, not the expected {rawDigest}. "
                    + "Fetch it again."
            );
        }

        var prepared = PreparedCorpus.Prepare(raw, spec, seed);
        Write(path, key, prepared);
        return prepared;
    }

    /// <summary>Whether this version can use a file whose digest is correct.</summary>
    internal static bool Reads(string path, string key) => Read(path, key) is not null;

    private string PathOf(string key) => Path.Combine(folder, PreparedFileName.Of(key, program, Ending));

    private static PreparedCorpus? Read(string path, string key)
    {
        try
        {
            ReadOnlySpan<byte> file = File.ReadAllBytes(path);
            var header = Header(key);
            if (file.Length < header.Length + SHA256.HashSizeInBytes || !file.StartsWith(header))
                return null;

            var corpus = PreparedCorpusFormat.Deserialize(file[header.Length..^SHA256.HashSizeInBytes]);
            return corpus.Digest == Convert.ToHexStringLower(file[^SHA256.HashSizeInBytes..]) ? corpus : null;
        }
        catch (Exception e)
            when (e
                    is IOException
                        or UnauthorizedAccessException
                        or InvalidDataException
                        or ArgumentException
                        or OverflowException
            )
        {
            return null;
        }
    }

    // Ignored: another process may be writing the same file, or the disk may be full. The corpus in memory is still
    // valid.
    private static void Write(string path, string key, PreparedCorpus corpus)
    {
        try
        {
            SafeFile.Write(
                path,
                stream =>
                {
                    stream.Write(Header(key));
                    stream.Write(PreparedCorpusFormat.Serialize(corpus));
                    stream.Write(Convert.FromHexString(corpus.Digest));
                }
            );
        }
        catch (FileNotWritten) { }
    }

    private static byte[] Header(string key) => [.. Magic, .. Convert.FromHexString(key)];

    private sealed record Origin(int Version, string Program, string RawDigest, CorpusSpec Corpus, long Seed);
}
