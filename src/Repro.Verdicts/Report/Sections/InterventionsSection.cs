using Repro.Verdicts.Claims;
using Repro.Verdicts.Report.Tables;

namespace Repro.Verdicts.Report.Sections;

/// <summary>The interventions tried to explain a printed figure, and their results.</summary>
internal static class InterventionsSection
{
    public static ReportTable Build(ReportData data) =>
        new(
            "Interventions",
            [
                new("claim"),
                new("with"),
                new("printed", true),
                new("as written", true),
                new("gives", true),
                new("runs", true),
                new("explains"),
            ],
            [.. data.Claims.SelectMany(claim => claim.Interventions.Select(i => Row(claim, i)))],
            data.Claims.All(c => c.Interventions.Count == 0)
                ? ["None: the runs are not on the notebook's data."]
                :
                [
                    "One thing changed in the runs as written; with even errors what the printed figure "
                        + "stands for over all reviews. The claims' sentences say what each gave.",
                ]
        );

    private static EquatableList<ReportCell> Row(ClaimResult claim, InterventionFinding intervention) =>
        [
            claim.Id,
            InterventionText.Name(intervention.Kind),
            claim.Printed,
            claim.AsWritten,
            intervention.Values.Count == 0 ? Numbers.None : InterventionText.Range(intervention.Values),
            FormattableString.Invariant($"{intervention.Values.Count}"),
            intervention.Values.Count == 0 ? new ReportCell("not tried", Tone.Muted)
            : intervention.Explains ? new ReportCell("yes", Tone.Warning)
            : "no",
        ];
}
