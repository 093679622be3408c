using System.Text.Json;
using Repro.Experiments;
using Repro.Experiments.Settings;
using Repro.Files;
using Repro.Verdicts.Report.Tables;

namespace Repro.Verdicts.Report.Sections;

/// <summary>Every key of <c>--set</c>: its meaning, its legal values, and the experiments' values.</summary>
public static class SettingTableSection
{
    private const string Unset = "–";

    /// <param name="here">The requested experiments, whose values are shown; different values appear side by
    /// side.</param>
    /// <param name="notebook">The same models and protocols with the notebook's settings.</param>
    public static ReportTable Build(IReadOnlyList<ExperimentSpec> here, IReadOnlyList<ExperimentSpec> notebook) =>
        new(
            "Settings",
            [new("key"), new("default"), new("the notebook's"), new("takes"), new("is")],
            [
                .. SettingTable.All.Select(setting =>
                    (EquatableList<ReportCell>)
                        [setting.Key, Values(setting, here), Values(setting, notebook), setting.Legal, setting.Meaning]
                ),
            ],
            []
        );

    private static string Values(Setting setting, IReadOnlyList<ExperimentSpec> specs) =>
        specs.Select(setting.ValueIn).OfType<object>().Select(Text).Distinct().ToList() is { Count: > 0 } values
            ? string.Join(" or ", values)
            : Unset;

    // In the command line's syntax.
    private static string Text(object value) => JsonSerializer.Serialize(value, Json.Canonical).Trim('"', '[', ']');
}
