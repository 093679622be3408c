using System.Text.Encodings.Web;
using System.Text.Json;
using Repro.Files;
using Repro.Verdicts.Diff;
using Spectre.Console;

namespace Repro.Verdicts.Report.Diffs;

/// <summary>
/// Shows a difference in the requested format. JSON and Markdown are also written to files, and attributions always to
/// a page.
/// </summary>
public static class DiffWriter
{
    // ASCII only: special characters in untrusted words do not reach a terminal, and round-trip unchanged.
    private static readonly JsonSerializerOptions Ascii = new(Json.Readable) { Encoder = JavaScriptEncoder.Default };

    /// <param name="difference">The difference to show.</param>
    /// <param name="format">The output format.</param>
    /// <param name="report"><c>artifacts/report</c>; <c>diff-attributions.html</c>, <c>diff-metrics.json</c>, … go
    /// there.</param>
    /// <param name="console">Receives the table, or the raw JSON or Markdown.</param>
    public static void Write(Difference difference, DiffFormat format, string report, IAnsiConsole console)
    {
        var page = difference.Of == DiffSubject.Attributions ? Path.Combine(report, "diff-attributions.html") : null;
        if (page is not null)
            SafeFile.WriteText(page, DiffHtml.Render(difference));
        if (format == DiffFormat.Table)
        {
            DiffConsole.Write(console, difference, page);
            return;
        }

        var text =
            format == DiffFormat.Json
                ? JsonSerializer.Serialize(difference, Ascii) + "\n"
                : DiffMarkdown.Render(difference);
        SafeFile.WriteText(Path.Combine(report, $"diff-{Words.Of(difference.Of)}.{Words.Of(format)}"), text);
        console.Profile.Out.Writer.Write(text);
    }
}
