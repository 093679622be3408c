using System.Text.Json;
using Repro.Experiments;
using Repro.Experiments.Settings;
using Repro.Files;
using Repro.Verdicts.Report.Tables;

namespace Repro.Verdicts.Report.Sections;

/// <summary>Every key of <c>--set</c>: what it is, what it takes, and what experiments have there.</summary>
public static class SettingTableSection
{
    private const string Unset = "–";

    /// <param name="here">The experiments asked for; their values are shown, different ones beside each other.</param>
    /// <param name="notebook">The same models and protocols as the notebook has them.</param>
    public static ReportTable Of(IReadOnlyList<ExperimentSpec> here, IReadOnlyList<ExperimentSpec> notebook) =>
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

    // As the command line takes it.
    private static string Text(object value) => JsonSerializer.Serialize(value, Json.Canonical).Trim('"', '[', ']');
}
