using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Json;
using static TorchSharp.torch;

namespace Repro.Torch.Models;

/// <summary>
/// Weights on disk, in the safetensors format: eight bytes that count the header's, a JSON header of names, types, shapes and offsets, then
/// the numbers, little-endian. The header's metadata holds the SHA-256 of the numbers, which is checked before anything is loaded.
/// </summary>
public static class Checkpoint
{
    private const int LongestHeader = 1 << 20;

    /// <summary>Writes every parameter of <paramref name="model"/>; the file is whole or absent.</summary>
    /// <returns>SHA-256 of the numbers, lower-case hexadecimal.</returns>
    public static string Save(SentimentModel model, string path)
    {
        using var scope = NewDisposeScope();
        var weights = Weights(model);
        var digest = Digest(weights);
        var header = JsonSerializer.SerializeToUtf8Bytes(Header(weights, digest));
        SafeFile.Write(path, stream =>
        {
            Span<byte> count = stackalloc byte[sizeof(long)];
            BinaryPrimitives.WriteInt64LittleEndian(count, header.Length);
            stream.Write(count);
            stream.Write(header);
            foreach (var (_, weight) in weights) stream.Write(weight.bytes);
        });
        return digest;
    }

    /// <summary>Fills <paramref name="model"/>, freshly made for the same experiment, with the weights in <paramref name="path"/>.</summary>
    /// <exception cref="ReproException">
    /// The file is missing, damaged, or another model's (exit code 3); the model is then as it was.
    /// </exception>
    public static void Load(SentimentModel model, string path)
    {
        using var scope = NewDisposeScope();
        using var gradients = no_grad();
        using var stream = Open(path);
        var header = ReadHeader(stream, path);
        var weights = Weights(model).ConvertAll(w => (w.Name, Weight: empty_like(w.Weight)));
        CheckTable(header, weights, path);
        foreach (var (name, weight) in weights) Fill(stream, weight, name, path);
        CheckDigest(header, weights, path);
        foreach (var (name, weight) in weights) model.get_parameter(name)!.copy_(weight);
    }

    private static List<(string Name, Tensor Weight)> Weights(SentimentModel model) =>
        [.. model.named_parameters().Select(p => (p.name, p.parameter.detach().cpu().contiguous()))];

    private static string Digest(List<(string Name, Tensor Weight)> weights)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (_, weight) in weights) hash.AppendData(weight.bytes);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static Dictionary<string, object> Header(List<(string Name, Tensor Weight)> weights, string digest)
    {
        var header = new Dictionary<string, object> { ["__metadata__"] = new Dictionary<string, string> { ["sha256"] = digest } };
        var offset = 0L;
        foreach (var (name, weight) in weights)
        {
            var end = offset + (weight.numel() * sizeof(float));
            header[name] = new { dtype = "F32", weight.shape, data_offsets = new[] { offset, end } };
            offset = end;
        }

        return header;
    }

    private static FileStream Open(string path)
    {
        try
        {
            return File.OpenRead(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw ReproException.Input($"{path}: no weights to read: {e.Message} Train the experiment again.", e);
        }
    }

    private static Dictionary<string, JsonElement> ReadHeader(FileStream stream, string path)
    {
        Span<byte> count = stackalloc byte[sizeof(long)];
        try
        {
            stream.ReadExactly(count);
            var length = BinaryPrimitives.ReadInt64LittleEndian(count);
            if (length is < 2 or > LongestHeader) throw new JsonException($"its header would be {length} bytes long, the limit is {LongestHeader}.");
            var header = new byte[length];
            stream.ReadExactly(header);
            return JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(header) ?? throw new JsonException("its header is null.");
        }
        catch (Exception e) when (e is JsonException or EndOfStreamException)
        {
            throw ReproException.Input($"{path}: not a file of weights: {e.Message} Delete it and train the experiment again.", e);
        }
    }

    // The whole table must be the one this model would write, so nothing in it is trusted: not a length, not an offset.
    private static void CheckTable(Dictionary<string, JsonElement> header, List<(string Name, Tensor Weight)> weights, string path)
    {
        var expected = JsonSerializer.SerializeToElement(Header(weights, "")).EnumerateObject().Where(p => p.Name != "__metadata__").ToDictionary(p => p.Name, p => p.Value);
        var faults = expected.Keys.Union(header.Keys.Where(name => name != "__metadata__"), StringComparer.Ordinal)
            .Where(name => !(expected.TryGetValue(name, out var ours) && header.TryGetValue(name, out var theirs) && JsonElement.DeepEquals(ours, theirs)))
            .Select(name => $"{name} {Shape(header, name)}, the model has {Shape(expected, name)}")
            .ToList();
        if (faults.Count > 0) throw ReproException.Input($"{path}: weights of another model: {string.Join("; ", faults)}. Name the run of the same experiment, or train it again.");
    }

    private static string Shape(Dictionary<string, JsonElement> table, string name) =>
        table.TryGetValue(name, out var entry) && entry.ValueKind == JsonValueKind.Object && entry.TryGetProperty("shape", out var shape) ? shape.GetRawText() : "none";

    private static void Fill(FileStream stream, Tensor weight, string name, string path)
    {
        try
        {
            stream.ReadExactly(weight.bytes);
        }
        catch (EndOfStreamException e)
        {
            throw ReproException.Input($"{path}: ends at byte {stream.Length}, within {name}. Delete it and train the experiment again.", e);
        }
    }

    private static void CheckDigest(Dictionary<string, JsonElement> header, List<(string Name, Tensor Weight)> weights, string path)
    {
        var found = Digest(weights);
        var expected = header.TryGetValue("__metadata__", out var metadata) && metadata.ValueKind == JsonValueKind.Object && metadata.TryGetProperty("sha256", out var digest) ? digest.ToString() : "none";
        if (found != expected) throw ReproException.Input($"{path}: the weights' SHA-256 is {found}, the file says {expected}. Delete it and train the experiment again.");
    }
}
