using System.Text.Json;
using System.Text.Json.Nodes;
using Repro.Experiments;
using Repro.Files;

namespace Repro.Verdicts.Diff;

/// <summary>The settings in which two experiments differ, by the keys of <c>--set</c>.</summary>
internal static class SettingsDifference
{
    // Shown elsewhere: in the sides' names and the runs' manifests.
    private static readonly string[] Known = ["model", "protocol", "profile", "seed", "device"];

    /// <summary><c>training.patience 3 → 4</c>, in the order of <c>spec.json</c>.</summary>
    public static IReadOnlyList<string> Find(ExperimentSpec from, ExperimentSpec to) =>
        [.. Between(from, to).Select(c => $"{c.Key} {c.From} → {c.To}")];

    /// <summary>The same in parts.</summary>
    public static IEnumerable<(string Key, string From, string To)> Between(ExperimentSpec from, ExperimentSpec to)
    {
        var (before, after) = (Leaves(from), Leaves(to));
        return before
            .Keys.Union(after.Keys)
            .Where(key => Value(before, key) != Value(after, key))
            .Select(key => (key, Value(before, key), Value(after, key)));
    }

    /// <summary>Every setting by its key.</summary>
    public static Dictionary<string, string> Leaves(ExperimentSpec spec) =>
        JsonSerializer
            .SerializeToNode(spec, Json.Canonical)!
            .AsObject()
            .Where(property => !Known.Contains(property.Key))
            .SelectMany(property =>
                property.Value is JsonObject section
                    ? section.Select(leaf => ($"{property.Key}.{leaf.Key}", leaf.Value))
                    : [(property.Key, property.Value)]
            )
            .ToDictionary(leaf => leaf.Item1, leaf => Text(leaf.Value), StringComparer.Ordinal);

    private static string Text(JsonNode? value) =>
        value is JsonValue word && word.GetValueKind() == JsonValueKind.String
            ? word.GetValue<string>()
            : value?.ToJsonString(Json.Canonical) ?? "none";

    /// <summary>A setting, or <c>none</c>.</summary>
    public static string Value(Dictionary<string, string> leaves, string key) => leaves.GetValueOrDefault(key, "none");
}
