using Repro.Files;
using Repro.Verdicts.Compare;
using Repro.Verdicts.Report.Page;
using Repro.Verdicts.Report.Plain;
using Repro.Verdicts.Report.Tables;
using Spectre.Console;

namespace Repro.Verdicts.Report;

/// <summary>
/// Writes the report of a session: console, <c>summary.md</c>, <c>verdict.json</c> and <c>index.html</c>.
/// </summary>
public static class ReportWriter
{
    /// <summary>
    /// Merges the experiments' verdicts, judges the claims, writes the files, then the summary to the console, the
    /// verdict in its last line.
    /// </summary>
    /// <param name="folders">Where things are.</param>
    /// <param name="profile">The profile that was run.</param>
    /// <param name="experiments">Those that were asked for: <c>rnn.as-written</c>, …</param>
    /// <param name="console">For the summary.</param>
    /// <returns>The verdict that decides the exit code.</returns>
    public static OverallVerdict Write(
        ReportFolders folders,
        string profile,
        IReadOnlyList<string> experiments,
        IAnsiConsole console
    )
    {
        var data = ReportData.Read(folders, profile, experiments);
        SafeFile.WriteTogether(
            (Path.Combine(folders.Report, "verdict.json"), SafeFile.JsonOf(data.Overall)),
            (Path.Combine(folders.Report, "summary.md"), MarkdownReport.Of(data)),
            (Path.Combine(folders.Report, "index.html"), HtmlReport.Of(data, folders.Report))
        );
        ConsoleReport.Write(console, data, Path.Combine(folders.Report, "index.html"));
        return data.Overall;
    }
}
