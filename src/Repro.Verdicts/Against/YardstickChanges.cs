using System.Text.Json.Nodes;
using Repro.Files;

namespace Repro.Verdicts.Against;

/// <summary>
/// Differences between two versions of the folder <c>baselines</c>. A change of both the numbers and the files that
/// judge them would go unnoticed, so these differences are shown to a reviewer first.
/// </summary>
public static class YardstickChanges
{
    private static readonly string[] ToleranceKey = ["profile", "experiment", "quantity"];
    private static readonly string[] ClaimKey = ["id"];

    /// <summary>One line per change: tolerances, then claims, then baselines.</summary>
    /// <param name="other">The folder <c>baselines</c> of the other version.</param>
    /// <param name="here">The folder of this version.</param>
    /// <exception cref="ReproException">A file of tolerances or claims is damaged (exit code 3).</exception>
    public static IReadOnlyList<string> Between(string other, string here) =>
        [
            .. Entries(other, here, "tolerances.json", "tolerances", ToleranceKey),
            .. Entries(other, here, Path.Combine("notebook", "claims.json"), "claims", ClaimKey),
            .. Baselines(other, here),
        ];

    private static IEnumerable<string> Entries(string other, string here, string file, string list, string[] key)
    {
        var (before, after) = (Read(Path.Combine(other, file), list, key), Read(Path.Combine(here, file), list, key));
        foreach (var name in before.Keys.Union(after.Keys))
        {
            var subject = $"{Path.GetFileName(file)}: {name}";
            if (!after.TryGetValue(name, out var now))
                yield return $"{subject}: removed";
            else if (!before.TryGetValue(name, out var was))
                yield return $"{subject}: added";
            else
                foreach (var property in was.Select(p => p.Key).Union(now.Select(p => p.Key)))
                    if (!JsonNode.DeepEquals(was[property], now[property]))
                        yield return $"{subject}: {property} {Text(was[property])} → {Text(now[property])}";
        }
    }

    // The last entry of a name applies, as when these files are read.
    private static Dictionary<string, JsonObject> Read(string path, string list, string[] key)
    {
        var entries = new Dictionary<string, JsonObject>(StringComparer.Ordinal);
        if (!File.Exists(path))
            return entries;
        foreach (var entry in SafeFile.ReadCommittedJson<JsonObject>(path)[list]?.AsArray() ?? [])
            if (entry is JsonObject values)
                entries[string.Join(' ', key.Select(part => values[part]?.ToString() ?? "?"))] = values;
        return entries;
    }

    private static IEnumerable<string> Baselines(string other, string here)
    {
        var folders = new[] { other, here }.SelectMany(Folders).Distinct().Order(StringComparer.Ordinal);
        foreach (var folder in folders)
        {
            var (before, after) = (Files(Path.Combine(other, folder)), Files(Path.Combine(here, folder)));
            List<string> different =
            [
                .. before
                    .Keys.Union(after.Keys)
                    .Where(file => before.GetValueOrDefault(file) != after.GetValueOrDefault(file)),
            ];
            if (different.Count > 0)
                yield return $"{folder.Replace(Path.DirectorySeparatorChar, '/')}: {string.Join(", ", different)} "
                    + $"{(before.Count == 0 ? "added" : after.Count == 0 ? "removed" : "changed")}";
        }
    }

    private static IEnumerable<string> Folders(string baselines) =>
        Directory.Exists(baselines)
            ? Directory
                .EnumerateFiles(baselines, "provenance.json", SearchOption.AllDirectories)
                .Select(file => Path.GetRelativePath(baselines, Path.GetDirectoryName(file)!))
            : [];

    private static SortedDictionary<string, string> Files(string folder) =>
        new(
            Directory.Exists(folder)
                ? Directory
                    .EnumerateFiles(folder, "*.json")
                    .ToDictionary(file => Path.GetFileName(file), File.ReadAllText)
                : [],
            StringComparer.Ordinal
        );

    private static string Text(JsonNode? value) => TerminalText.Quote(value?.ToJsonString(Json.Readable) ?? "none");
}
