using System.Reflection;
using System.Text.Json;

namespace Repro.Experiments.Settings;

/// <summary>A value of an experiment that <c>--set</c> can change.</summary>
/// <param name="Key">Its path in <c>spec.json</c>: <c>training.max-epochs</c>.</param>
/// <param name="Type">Of its value.</param>
/// <param name="Meaning">What it is, in a few words.</param>
/// <param name="Limits">What the number may be, or each of several; null where it is none, or may be any.</param>
/// <param name="ValueIn">Its value in an experiment; null where the experiment has no such section.</param>
public sealed record Setting(
    string Key,
    Type Type,
    string Meaning,
    Limits? Limits,
    Func<ExperimentSpec, object?> ValueIn
)
{
    /// <summary>What <c>--set</c> takes for it, in words: <c>a whole number, 1 … 8192</c>.</summary>
    public string Legal =>
        Words() is { } words ? string.Join(", ", words)
        : Limits is null ? Kind()
        : IsList ? $"{Kind()}, each {Limits.Text}"
        : $"{Kind()}, {Limits.Text}";

    /// <summary>Whether its value has commas itself.</summary>
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
/// Every setting there is, read from the attributes on the experiment's records (<see cref="SettingAttribute"/>).
/// </summary>
public static class SettingTable
{
    /// <summary>Section by section, in the order of <c>spec.json</c>.</summary>
    public static IReadOnlyList<Setting> All { get; } = [.. typeof(ExperimentSpec).GetProperties().SelectMany(Of)];

    /// <summary>The setting of a key, or null.</summary>
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
