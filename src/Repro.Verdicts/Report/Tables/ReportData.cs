using Repro.Experiments;
using Repro.Runs;
using Repro.Verdicts.Claims;
using Repro.Verdicts.Compare;

namespace Repro.Verdicts.Report.Tables;

/// <summary>The folders a report is made from and written to.</summary>
/// <param name="Runs">The selected runs.</param>
/// <param name="Baselines">The folder <c>baselines</c>; only read.</param>
/// <param name="Verdicts"><c>artifacts/verdicts</c>.</param>
/// <param name="Report"><c>artifacts/report</c>.</param>
public sealed record ReportFolders(RunsAtHand Runs, string Baselines, string Verdicts, string Report);

/// <summary>Everything a report shows.</summary>
/// <param name="Overall">The verdict, and every experiment's comparisons.</param>
/// <param name="Claims">The notebook's claims, judged.</param>
/// <param name="Runs">The runs that were compared, in the order of the experiments.</param>
/// <param name="Notebook">What the notebook printed.</param>
public sealed record ReportData(
    OverallVerdict Overall,
    EquatableList<ClaimResult> Claims,
    IReadOnlyList<RunResult> Runs,
    ClaimsFile Notebook
)
{
    /// <summary>The assignment of the experiments.</summary>
    public required Assignment Assignment { get; init; }

    /// <param name="folders">Folders to read and write.</param>
    /// <param name="profile">The profile that was run.</param>
    /// <param name="experiments">The requested experiments: <c>rnn.as-written</c>, …</param>
    public static ReportData Read(ReportFolders folders, string profile, IReadOnlyList<string> experiments)
    {
        var overall = VerdictFiles.Merge(folders.Verdicts, profile, experiments);
        var notebook = ClaimsFile.Read(
            Path.Combine(folders.Baselines, "notebook", "claims.json"),
            folders.Runs.Assignment
        );
        var runs = overall
            .Experiments.Select(e => new RunFolder(e.Run))
            .Where(f => File.Exists(f.Manifest))
            .Select(RunResult.Read);
        return new ReportData(
            overall,
            ClaimJudge.Judge(notebook, folders.Runs, folders.Baselines, profile),
            [.. runs],
            notebook
        )
        {
            Assignment = folders.Runs.Assignment,
        };
    }
}
