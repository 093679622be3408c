using Repro.Files;
using Repro.Verdicts.Compare;
using Repro.Verdicts.Report.Page;
using Repro.Verdicts.Report.Plain;
using Repro.Verdicts.Report.Tables;
using Spectre.Console;

namespace Repro.Verdicts.Report;

/// <summary>
/// Writes the report of a run of the program: console, <c>summary.md</c>, <c>verdict.json</c> and <c>index.html</c>.
/// </summary>
public static class ReportWriter
{
    private const string Verdict = "verdict.json",
        Summary = "summary.md",
        Page = "index.html";

    /// <summary>
    /// Deletes an older report. Call before the reported work, so that no report remains if it fails.
    /// </summary>
    /// <param name="report"><c>artifacts/report</c>; need not exist.</param>
    /// <exception cref="FileNotWritten">A file cannot be deleted (exit code 70).</exception>
    public static void Clear(string report)
    {
        foreach (var file in new[] { Verdict, Summary, Page }.Select(name => Path.Combine(report, name)))
            try
            {
                if (File.Exists(file))
                    File.Delete(file);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new FileNotWritten(file, e);
            }
    }

    /// <summary>
    /// Deletes an older report, merges the experiments' verdicts, judges the claims, writes the files, then writes the
    /// summary to the console, with the verdict in its last line.
    /// </summary>
    /// <param name="folders">Folders to read and write.</param>
    /// <param name="profile">The profile that was run.</param>
    /// <param name="experiments">The requested experiments: <c>rnn.as-written</c>, …</param>
    /// <param name="console">Receives the summary.</param>
    /// <returns>The verdict that decides the exit code.</returns>
    public static OverallVerdict Write(
        ReportFolders folders,
        string profile,
        IReadOnlyList<string> experiments,
        IAnsiConsole console
    )
    {
        Clear(folders.Report);
        var data = ReportData.Read(folders, profile, experiments);
        SafeFile.WriteTogether(
            (Path.Combine(folders.Report, Verdict), SafeFile.JsonOf(data.Overall)),
            (Path.Combine(folders.Report, Summary), MarkdownReport.Render(data)),
            (Path.Combine(folders.Report, Page), HtmlReport.Render(data, folders.Report))
        );
        ConsoleReport.Write(console, data, Path.Combine(folders.Report, Page));
        return data.Overall;
    }
}
