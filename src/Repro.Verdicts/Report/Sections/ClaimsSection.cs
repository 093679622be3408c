using Repro.Verdicts.Claims;
using Repro.Verdicts.Report.Tables;

namespace Repro.Verdicts.Report.Sections;

/// <summary>The notebook's printed figures beside ours.</summary>
internal static class ClaimsSection
{
    public static ReportTable Build(ReportData data) =>
        new(
            "Claims of the notebook",
            [new("#"), new("claim"), new("printed"), new("as written"), new("corrected"), new("verdict")],
            [.. data.Claims.Select(Row)],
            Notes(data.Claims)
        );

    private static EquatableList<ReportCell> Row(ClaimResult claim) =>
        [claim.Id, claim.Measures, claim.Printed, claim.AsWritten, claim.Corrected, VerdictText.Cell(claim.Verdict)];

    /// <summary>The reasons claim by claim; a shared reason is given once.</summary>
    private static EquatableList<string> Notes(EquatableList<ClaimResult> claims) =>
        [.. claims.GroupBy(c => c.Sentence, StringComparer.Ordinal).Select(g => $"{Ids(g, claims.Count)}: {g.Key}")];

    private static string Ids(IEnumerable<ClaimResult> some, int all)
    {
        var ids = some.Select(c => c.Id).ToList();
        return ids.Count == all ? "All claims" : string.Join(", ", ids);
    }
}
