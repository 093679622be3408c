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
    private const string Verdict = "verdict.json",
        Summary = "summary.md",
        Page = "index.html";

    /// <summary>
    /// Takes an older report away. Call before what the next one is about, so that none stands where that fails.
    /// </summary>
    /// <param name="report"><c>artifacts/report</c>; need not exist.</param>
    /// <exception cref="FileNotWritten">A file cannot be taken away (exit code 70).</exception>
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
    /// Takes an older report away, merges the experiments' verdicts, judges the claims, writes the files, then the summary
    /// to the console, the verdict in its last line.
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
        Clear(folders.Report);
        var data = ReportData.Read(folders, profile, experiments);
        SafeFile.WriteTogether(
            (Path.Combine(folders.Report, Verdict), SafeFile.JsonOf(data.Overall)),
            (Path.Combine(folders.Report, Summary), MarkdownReport.Of(data)),
            (Path.Combine(folders.Report, Page), HtmlReport.Of(data, folders.Report))
        );
        ConsoleReport.Write(console, data, Path.Combine(folders.Report, Page));
        return data.Overall;
    }
}
