using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;

namespace Repro.Tests.Hostile;

/// <summary>Good inputs with something wrong in them, drawn at random.</summary>
internal static class Mutated
{
    private const string Placeholder = "@@here@@";

    // What a hand, a broken disk or a foe may put where any value was.
    private static readonly string[] Values =
    [
        "null",
        "true",
        "0",
        "-1",
        "1e999",
        "-1e999",
        "1e-999",
        "1E+99999999999999999999",
        "9223372036854775808",
        "-9223372036854775809",
        "2147483648",
        "0.1e1",
        "NaN",
        "\"\"",
        "\"NaN\"",
        "\"0\"",
        "\"\\ud800\"",
        "\"\\u001b[2J\\u202e\"",
        "\"\\u0000\"",
        "\"../../x\"",
        "[]",
        "{}",
        "[null]",
        "[[]]",
        "{\"a\":null}",
        "{\"\\ud800\":0}",
        "{\"a\":1,\"a\":2}",
        new string('[', 5000) + new string(']', 5000),
        $"\"{new string('x', 100_000)}\"",
        new string('9', 10_000),
        "// comment",
        "",
    ];

    /// <summary>Bytes with one of them changed, lost, doubled, or all behind it cut off.</summary>
    public static Gen<byte[]> Bytes(byte[] good) =>
        Gen.Select(Gen.Int[0, 4], Gen.Int[0, good.Length - 1], Gen.Byte, Gen.Int[1, 64])
            .Select(
                (
                    byte[] (kind, at, value, length) =>
                        kind switch
                        {
                            0 => [.. good[..at], value, .. good[(at + 1)..]],
                            1 => good[..at],
                            2 => [.. good[..at], .. good[Math.Min(at + length, good.Length)..]],
                            3 => [.. good[..Math.Min(at + length, good.Length)], .. good[at..]],
                            _ => [.. good[..at], .. Enumerable.Repeat(value, length), .. good[at..]],
                        }
                )
            );

    /// <summary>JSON text with one of its values replaced by something else, or written twice.</summary>
    public static Gen<string> Json(string good) =>
        Gen.Select(Gen.Int[0, int.MaxValue], Gen.Int[-1, Values.Length - 1])
            .Select(
                (at, which) =>
                {
                    var root = JsonNode.Parse(good)!;
                    var places = Places(root).ToList();
                    if (places.Count == 0)
                        return Values[Math.Max(0, which)];
                    var (parent, key) = places[at % places.Count];
                    var was = parent[key]?.ToJsonString() ?? "null";
                    parent[key] = Placeholder;
                    var name = JsonSerializer.Serialize(key);
                    return root.ToJsonString()
                        .Replace(
                            $"\"{Placeholder}\"",
                            which < 0 ? $"{was},{name}:{was}" : Values[which],
                            StringComparison.Ordinal
                        );
                }
            );

    private static IEnumerable<(JsonObject Parent, string Key)> Places(JsonNode? node) =>
        node switch
        {
            JsonObject o => o.Select(p => (o, p.Key)).Concat(o.SelectMany(p => Places(p.Value))),
            JsonArray a => a.SelectMany(Places),
            _ => [],
        };
}
