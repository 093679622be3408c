using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Unicode;
using Repro.Files;

namespace Repro.Torch.Serialization;

/// <summary>
/// Arrays on disk, in the safetensors format: an eight-byte header length, a JSON header of names, types, shapes and
/// offsets, then the numbers, little-endian. The header's metadata has the SHA-256 of the numbers, which is verified
/// before any array is filled.
/// </summary>
/// <param name="content">Content of the file, for messages: <c>weights</c>.</param>
internal sealed class Safetensors(string content)
{
    private const int LongestHeader = 1 << 20,
        Chunk = 1 << 20;
    private const string Metadata = "__metadata__";
    private const int MostFaults = 64,
        LongestQuote = 100;

    private static readonly JsonSerializerOptions NothingTwice = new() { AllowDuplicateProperties = false };

    /// <summary>Writes all of <paramref name="arrays"/>; the file is complete or absent.</summary>
    /// <returns>SHA-256 of the numbers, lower-case hexadecimal.</returns>
    public static string Write(string path, IReadOnlyCollection<NamedArray> arrays)
    {
        var digest = new string('0', 2 * SHA256.HashSizeInBytes);
        SafeFile.Write(
            path,
            stream =>
            {
                WriteHeader(stream, arrays, digest);
                using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
                foreach (var array in arrays)
                {
                    array.Visit(block =>
                    {
                        hash.AppendData(block);
                        stream.Write(block);
                    });
                }

                digest = Convert.ToHexStringLower(hash.GetHashAndReset());
                stream.Position = 0;
                WriteHeader(stream, arrays, digest); // As long as before: only the digest's digits change.
            }
        );
        return digest;
    }

    /// <summary>
    /// Fills <paramref name="arrays"/> from <paramref name="path"/>, which must contain exactly these.
    /// </summary>
    /// <returns>SHA-256 of the numbers.</returns>
    /// <exception cref="ReproException">The file is missing, damaged, or contains other arrays (exit code 3); no array
    /// was changed.</exception>
    public string Read(string path, IReadOnlyCollection<NamedArray> arrays)
    {
        using var stream = Open(path);
        var header = ReadHeader(stream, path);
        CheckTable(header, arrays, path);
        var numbers = stream.Position;
        var digest = CheckNumbers(stream, header, arrays, path);
        stream.Position = numbers;
        foreach (var array in arrays)
            array.Visit(stream.ReadExactly);
        return digest;
    }

    private static void WriteHeader(Stream stream, IEnumerable<NamedArray> arrays, string digest)
    {
        var header = JsonSerializer.SerializeToUtf8Bytes(Header(arrays, digest));
        if (header.Length > LongestHeader)
            throw new ReproException(
                ExitCode.ToolFailure,
                $"not written: the header of so many arrays would be {header.Length} bytes long, more than the "
                    + $"limit of "
                    + $"{LongestHeader}. Use a model of fewer layers, or of shorter names."
            );
        Span<byte> count = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(count, header.Length);
        stream.Write(count);
        stream.Write(header);
    }

    private static Dictionary<string, object> Header(IEnumerable<NamedArray> arrays, string digest)
    {
        var header = new Dictionary<string, object>
        {
            [Metadata] = new Dictionary<string, string> { ["sha256"] = digest },
        };
        var offset = 0L;
        foreach (var array in arrays)
        {
            var end = offset + array.Bytes;
            header[array.Name] = new
            {
                dtype = array.Type,
                shape = array.Shape,
                data_offsets = new[] { offset, end },
            };
            offset = end;
        }

        return header;
    }

    private FileStream Open(string path)
    {
        try
        {
            return File.OpenRead(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw ReproException.Input($"{path}: no {content} to read: {e.Message} Train the experiment again.", e);
        }
    }

    private Dictionary<string, JsonElement> ReadHeader(FileStream stream, string path)
    {
        Span<byte> count = stackalloc byte[sizeof(long)];
        try
        {
            stream.ReadExactly(count);
            var length = BinaryPrimitives.ReadInt64LittleEndian(count);
            if (length is < 2 or > LongestHeader)
                throw new JsonException($"its header would be {length} bytes long, the limit is {LongestHeader}.");
            var header = new byte[length];
            stream.ReadExactly(header);
            if (!Utf8.IsValid(header))
                // The parser looks at a string's bytes only when it is asked for it.
                throw new JsonException("its header is not UTF-8.");
            return JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(header, NothingTwice)
                ?? throw new JsonException("its header is null.");
        }
        catch (Exception e) when (e is JsonException or EndOfStreamException)
        {
            throw ReproException.Input(
                $"{path}: not a file of {content}: {TerminalText.Of(e.Message, 10 * LongestQuote)} Delete it "
                    + "and train the experiment again.",
                e
            );
        }
    }

    // The complete table must equal the one these arrays would produce, so no length or offset in it is trusted.
    private void CheckTable(Dictionary<string, JsonElement> header, IEnumerable<NamedArray> arrays, string path)
    {
        var expected = JsonSerializer
            .SerializeToElement(Header(arrays, ""))
            .EnumerateObject()
            .Where(p => p.Name != Metadata)
            .ToDictionary(p => p.Name, p => p.Value);
        var faults = expected
            .Keys.Union(header.Keys.Where(name => name != Metadata), StringComparer.Ordinal)
            .Where(name =>
                !(
                    expected.TryGetValue(name, out var ours)
                    && header.TryGetValue(name, out var theirs)
                    && ours.GetRawText() == theirs.GetRawText()
                )
            )
            .Select(name =>
                $"{TerminalText.Of(name, LongestQuote)} {Shape(header, name)}, the model has {Shape(expected, name)}"
            )
            .ToList();
        if (faults.Count > 0)
            throw ReproException.Input(
                $"{path}: {content} of another model: "
                    + $"{string.Join("; ", faults.Take(MostFaults))}{(faults.Count > MostFaults ? $"; and {faults.Count - MostFaults} more" : "")}. "
                    + "Name the run of the same experiment, or train it again."
            );
    }

    private static string Shape(Dictionary<string, JsonElement> table, string name) =>
        table.TryGetValue(name, out var entry)
        && entry.ValueKind == JsonValueKind.Object
        && entry.TryGetProperty("shape", out var shape)
            ? TerminalText.Of(shape.GetRawText(), LongestQuote)
            : "none";

    private string CheckNumbers(
        FileStream stream,
        Dictionary<string, JsonElement> header,
        IEnumerable<NamedArray> arrays,
        string path
    )
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var array in arrays)
            Append(hash, stream, array, path);
        if (stream.Position < stream.Length)
            throw ReproException.Input(
                $"{path}: {stream.Length - stream.Position} extra bytes after its last number. "
                    + "Delete it and train the experiment again."
            );
        var found = Convert.ToHexStringLower(hash.GetHashAndReset());
        var expected =
            header.TryGetValue(Metadata, out var metadata)
            && metadata.ValueKind == JsonValueKind.Object
            && metadata.TryGetProperty("sha256", out var digest)
                ? digest.GetRawText().Trim('"')
                : "none";
        if (found != expected)
            throw ReproException.Input(
                $"{path}: the SHA-256 of its {content} is {found}, but the file says "
                    + $"{TerminalText.Of(expected, LongestQuote)}. Delete it and train the experiment again."
            );
        return found;
    }

    private static void Append(IncrementalHash hash, FileStream stream, NamedArray array, string path)
    {
        var buffer = new byte[Math.Min(array.Bytes, Chunk)];
        for (var left = array.Bytes; left > 0; )
        {
            var read = stream.Read(buffer, 0, (int)Math.Min(left, Chunk));
            if (read == 0)
                throw ReproException.Input(
                    $"{path}: ends at byte {stream.Length}, within {array.Name}. Delete it and train the "
                        + "experiment again."
                );
            hash.AppendData(buffer, 0, read);
            left -= read;
        }
    }
}
