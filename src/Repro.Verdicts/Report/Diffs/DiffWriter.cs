using System.Text.Encodings.Web;
using System.Text.Json;
using Repro.Files;
using Repro.Verdicts.Diff;
using Spectre.Console;

namespace Repro.Verdicts.Report.Diffs;

/// <summary>
/// Shows a difference in the form asked for; JSON and Markdown also become files, and attributions always a page.
/// </summary>
public static class DiffWriter
{
    // ASCII only: what foreign words hold does not reach a terminal, and reads back as it was.
    private static readonly JsonSerializerOptions Ascii = new(Json.Readable) { Encoder = JavaScriptEncoder.Default };

    /// <param name="difference">What is shown.</param>
    /// <param name="format">How.</param>
    /// <param name="report"><c>artifacts/report</c>; <c>diff-attributions.html</c>, <c>diff-metrics.json</c>, … go
    /// there.</param>
    /// <param name="console">Gets the table, or the JSON or Markdown as it is.</param>
    public static void Write(Difference difference, DiffFormat format, string report, IAnsiConsole console)
    {
        var page = difference.Of == DiffSubject.Attributions ? Path.Combine(report, "diff-attributions.html") : null;
        if (page is not null)
            SafeFile.WriteText(page, DiffHtml.Of(difference));
        if (format == DiffFormat.Table)
        {
            DiffConsole.Write(console, difference, page);
            return;
        }

        var text =
            format == DiffFormat.Json
                ? JsonSerializer.Serialize(difference, Ascii) + "\n"
                : DiffMarkdown.Of(difference);
        SafeFile.WriteText(Path.Combine(report, $"diff-{Words.Of(difference.Of)}.{Words.Of(format)}"), text);
        console.Profile.Out.Writer.Write(text);
    }
}
