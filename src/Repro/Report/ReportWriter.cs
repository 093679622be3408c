using Repro.Compare;
using Spectre.Console;

namespace Repro.Report;

/// <summary>Writes the report of a session: console, <c>summary.md</c>, <c>verdict.json</c> and <c>index.html</c>.</summary>
public static class ReportWriter
{
    /// <summary>Merges the experiments' verdicts, judges the claims, writes the files, then the summary to the console, the verdict in its last line.</summary>
    /// <returns>The verdict that decides the exit code.</returns>
    public static OverallVerdict Write(ReportFolders folders, string profile, IReadOnlyList<string> experiments, IAnsiConsole console)
    {
        var data = ReportData.Read(folders, profile, experiments);
        SafeFile.WriteJson(Path.Combine(folders.Report, "verdict.json"), data.Overall);
        SafeFile.WriteText(Path.Combine(folders.Report, "summary.md"), MarkdownReport.Of(data));
        SafeFile.WriteText(Path.Combine(folders.Report, "index.html"), HtmlReport.Of(data, folders.Report));
        ConsoleReport.Write(console, data, Path.Combine(folders.Report, "index.html"));
        return data.Overall;
    }
}
