using System.Text;
using Repro.Data.Prepare.Tokens;
using Repro.Files;

namespace Repro.Data.Prepare.Vectors;

/// <summary>
/// A cache of vector matrices, one file each. The file name is derived from the inputs: the digest of the published
/// archive, its member, the vocabulary, the format version and the program. A file is used only if its digest is
/// correct; otherwise the matrix is read from the text again and the file overwritten.
/// </summary>
/// <param name="folder">Created if missing.</param>
/// <param name="program"><see cref="Repro.Runs.ProgramDigest"/> of the current program.</param>
public sealed class VectorMatrixCache(string folder, string program)
{
    internal const string Ending = ".vectors";

    internal static readonly byte[] Magic = Encoding.ASCII.GetBytes("REPRO-VM");

    /// <summary>The matrix, from the cache or through <paramref name="read"/>.</summary>
    /// <param name="source">Which text it comes from.</param>
    /// <param name="vocabulary">The words; one row each.</param>
    /// <param name="read">Reads the text; called only if the cache has no valid file.</param>
    public async Task<VectorMatrix> GetOrReadAsync(
        VectorSource source,
        Vocabulary vocabulary,
        Func<Task<VectorMatrix>> read
    )
    {
        var key = Json.Hash(new Origin(VectorMatrixFormat.Version, program, source, vocabulary.Digest));
        var path = Path.Combine(folder, PreparedFileName.Of(key, program, Ending));
        if (Cached(path, key, source, vocabulary.Count) is { } cached)
            return cached;
        var matrix = await read().ConfigureAwait(false);
        Write(path, key, matrix);
        return matrix;
    }

    private static VectorMatrix? Cached(string path, string key, VectorSource source, int count)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 20);
            var header = Header(key);
            var start = new byte[header.Length];
            stream.ReadExactly(start);
            return start.AsSpan().SequenceEqual(header)
                ? VectorMatrixFormat.Read(stream, source.Name, count, source.Width)
                : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            return null;
        }
    }

    // Ignored: another process may be writing the same file, or the disk may be full. The matrix in memory is still
    // valid.
    private static void Write(string path, string key, VectorMatrix matrix)
    {
        try
        {
            SafeFile.Write(
                path,
                stream =>
                {
                    stream.Write(Header(key));
                    VectorMatrixFormat.Write(stream, matrix);
                }
            );
        }
        catch (FileNotWritten) { }
    }

    private static byte[] Header(string key) => [.. Magic, .. Convert.FromHexString(key)];

    private sealed record Origin(int Version, string Program, VectorSource Source, string VocabularyDigest);
}

/// <summary>A text of word vectors.</summary>
/// <param name="Name">Such as <c>glove.6B.100d</c>; also identifies the member of the archive.</param>
/// <param name="Width">Numbers per vector.</param>
/// <param name="ArchiveDigest">SHA-256 of the published archive. Accepted repackagings have the same vectors for the
/// reviews' words.</param>
public sealed record VectorSource(string Name, int Width, string ArchiveDigest);
