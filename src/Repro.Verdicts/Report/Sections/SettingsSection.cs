using Repro.Experiments;
using Repro.Verdicts.Diff;
using Repro.Verdicts.Report.Tables;

namespace Repro.Verdicts.Report.Sections;

/// <summary>The settings changed by <c>--set</c>, beside the profile's and the notebook's values.</summary>
internal static class SettingsSection
{
    /// <summary>The table is empty if nothing was changed.</summary>
    public static ReportTable Build(ReportData data) =>
        new(
            "Settings changed",
            [
                new("setting"),
                new("the notebook's", true),
                new("the profile's", true),
                new("here", true),
                new("experiments"),
            ],
            [
                .. data
                    .Runs.SelectMany(run =>
                        Changes(run.Spec, data).Select(c => (Change: c, Experiment: run.Spec.Name()))
                    )
                    .GroupBy(c => c.Change)
                    .Select(g =>
                        (EquatableList<ReportCell>)
                            [
                                g.Key.Key,
                                g.Key.Notebook,
                                g.Key.Profile,
                                g.Key.Here,
                                string.Join(", ", g.Select(c => c.Experiment)),
                            ]
                    ),
            ],
            ["A baseline is for one setting: with others it is not comparable."]
        );

    private static IEnumerable<(string Key, string Notebook, string Profile, string Here)> Changes(
        ExperimentSpec here,
        ReportData data
    )
    {
        var unchanged = data.Assignment.Unchanged(here);
        var theirs = SettingsDifference.Leaves(
            data.Assignment.Spec(data.Notebook.Profile, here.Model, here.Protocol, seed: here.Seed, device: here.Device)
        );
        return SettingsDifference
            .Between(unchanged, here)
            .Select(c => (c.Key, SettingsDifference.Value(theirs, c.Key), c.From, c.To));
    }
}
