using System.Text.Json;
using System.Text.Json.Nodes;
using Repro.Files;

namespace Repro.Experiments.Settings;

/// <summary>
/// Changes that <c>--set key=value</c> makes to an experiment. A key is a path in <c>spec.json</c>
/// (<c>training.max-epochs</c>); a value is a number, true or false, a word, or numbers separated by commas. Settings
/// with an option of their own (model, seed, …) cannot be changed this way.
/// </summary>
public sealed class SpecOverrides
{
    private readonly IReadOnlyList<(string Key, JsonNode Value)> values;

    private SpecOverrides(IReadOnlyList<(string Key, JsonNode Value)> values) => this.values = values;

    /// <summary>Every key that can be set, in ordinal order.</summary>
    public static IReadOnlyList<string> Keys { get; } =
    [.. SettingTable.All.Select(setting => setting.Key).Order(StringComparer.Ordinal)];

    /// <summary>Whether values of this key are comma-separated lists.</summary>
    public static bool HasCommas(string key) => SettingTable.Find(key) is { IsList: true };

    /// <exception cref="ReproException">A key or value is not legal; all faults in one message (exit code
    /// 2).</exception>
    public static SpecOverrides Parse(IEnumerable<string> overrides)
    {
        var faults = new List<string>();
        var values = new List<(string, JsonNode)>();
        foreach (var text in overrides)
        {
            if (text.Split('=', 2) is not [var key, var value])
                faults.Add(
                    $"--set {TerminalText.Quote(text)}: there is no =. Write --set key=value, such as "
                        + $"training.max-epochs=3."
                );
            else if (SettingTable.Find(key) is not { } setting)
                faults.Add(Unknown(key));
            else if (Value(setting.Type, value) is not { } node)
                faults.Add($"--set {key}: {TerminalText.Quote(value)} is not legal; expected {setting.Legal}.");
            else
                values.Add((key, node));
        }

        return faults.Count == 0 ? new SpecOverrides(values) : throw ReproException.Usage(string.Join('\n', faults));
    }

    /// <summary>
    /// Returns <paramref name="spec"/> with the new values. Keys of a section it does not have (rnn for a CNN) are
    /// ignored.
    /// </summary>
    public ExperimentSpec Apply(ExperimentSpec spec)
    {
        if (values.Count == 0)
            return spec;
        var root = JsonSerializer.SerializeToNode(spec, Json.Canonical)!.AsObject();
        foreach (var (key, value) in values)
        {
            var parts = key.Split('.');
            if (root[parts[0]] is JsonObject section)
                section[parts[1]] = value.DeepClone();
        }

        return root.Deserialize<ExperimentSpec>(Json.Canonical)!;
    }

    /// <exception cref="ReproException">A key applies to none of <paramref name="specs"/> (exit code 2).</exception>
    public void CheckUsedBy(IReadOnlyList<ExperimentSpec> specs)
    {
        var unused = values.Select(v => v.Key).Where(k => !specs.Any(s => Has(s, k.Split('.')[0]))).ToList();
        if (unused.Count > 0)
            throw ReproException.Usage(
                string.Join(
                    '\n',
                    unused.Select(k =>
                        $"--set {k}: none of {string.Join(", ", specs.Select(s => s.Name()))} has this setting. Add "
                        + $"its "
                        + "model to --models, or leave it out."
                    )
                )
            );
    }

    private static bool Has(ExperimentSpec spec, string section) =>
        section switch
        {
            "rnn" => spec.Rnn is not null,
            "cnn" => spec.Cnn is not null,
            _ => true,
        };

    private static string Unknown(string key) =>
        typeof(ExperimentSpec).GetProperties().Any(p => Kebab(p.Name) == key)
            ? $"--set {key}: cannot be set this way. Use the option of that name (--help lists them)."
            : $"--set {TerminalText.Quote(key)}: no such key; there are "
                + $"{string.Join(", ", Keys)}.{Nearest.Hint(key, Keys)}";

    private static JsonNode? Value(Type type, string text)
    {
        try
        {
            var json =
                type == typeof(EquatableList<int>) ? $"[{text}]"
                : type == typeof(string) || type.IsEnum ? JsonSerializer.Serialize(text)
                : text;
            return JsonSerializer.Deserialize(json, type, Json.Canonical) is { } value
                ? JsonSerializer.SerializeToNode(value, type, Json.Canonical)
                : null;
        }
        catch (Exception e) when (e is JsonException or ArgumentException) // The latter where the text is no Unicode.
        {
            return null;
        }
    }

    private static string Kebab(string name) => JsonNamingPolicy.KebabCaseLower.ConvertName(name);
}
