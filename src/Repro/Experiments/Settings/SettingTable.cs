using System.Reflection;
using System.Text.Json;

namespace Repro.Experiments.Settings;

/// <summary>A value of an experiment that <c>--set</c> can change.</summary>
/// <param name="Key">Its path in <c>spec.json</c>: <c>training.max-epochs</c>.</param>
/// <param name="Type">Type of its value.</param>
/// <param name="Meaning">Description in a few words.</param>
/// <param name="Limits">Legal range of the number, or of each number in a list; null if it is not numeric or has no
/// limits.</param>
/// <param name="ValueIn">Reads its value from an experiment; null if the experiment has no such section.</param>
public sealed record Setting(
    string Key,
    Type Type,
    string Meaning,
    Limits? Limits,
    Func<ExperimentSpec, object?> ValueIn
)
{
    /// <summary>The values <c>--set</c> accepts, in words: <c>a whole number, 1 … 8192</c>.</summary>
    public string Legal =>
        Words() is { } words ? string.Join(", ", words)
        : Limits is null ? Kind()
        : IsList ? $"{Kind()}, each {Limits.Text}"
        : $"{Kind()}, {Limits.Text}";

    /// <summary>Whether its value is a comma-separated list.</summary>
    public bool IsList => Type == typeof(EquatableList<int>);

    private IEnumerable<string>? Words() =>
        Type.IsEnum ? Enum.GetNames(Type).Select(JsonNamingPolicy.KebabCaseLower.ConvertName)
        : Type == typeof(bool) ? ["true", "false"]
        : null;

    private string Kind() =>
        IsList ? "whole numbers separated by commas"
        : Type == typeof(double) ? "a number such as 0.5"
        : Type == typeof(string) ? "a word"
        : "a whole number";
}

/// <summary>
/// All settings, read from the attributes on the experiment's records (<see cref="SettingAttribute"/>).
/// </summary>
public static class SettingTable
{
    /// <summary>Section by section, in the order of <c>spec.json</c>.</summary>
    public static IReadOnlyList<Setting> All { get; } = [.. typeof(ExperimentSpec).GetProperties().SelectMany(Of)];

    /// <summary>The setting with this key, or null.</summary>
    public static Setting? Find(string key) => All.FirstOrDefault(setting => setting.Key == key);

    private static IEnumerable<Setting> Of(PropertyInfo section) =>
        from property in section.PropertyType.GetProperties()
        let setting = property.GetCustomAttribute<SettingAttribute>()
        where setting is not null
        select new Setting(
            $"{Kebab(section)}.{Kebab(property)}",
            Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType,
            setting.Meaning,
            property.GetCustomAttribute<LegalAttribute>()?.Limits,
            spec => section.GetValue(spec) is { } values ? property.GetValue(values) : null
        );

    private static string Kebab(PropertyInfo property) => JsonNamingPolicy.KebabCaseLower.ConvertName(property.Name);
}
