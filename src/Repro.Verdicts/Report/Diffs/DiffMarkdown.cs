using System.Text;
using Repro.Verdicts.Diff;
using Repro.Verdicts.Report.Plain;
using Repro.Verdicts.Report.Tables;

namespace Repro.Verdicts.Report.Diffs;

/// <summary>A difference in Markdown: the verdict, then the same tables as on the console.</summary>
internal static class DiffMarkdown
{
    public static string Render(Difference difference)
    {
        var text = new StringBuilder();
        text.Append("# ")
            .Append(MarkdownReport.Escape(DiffTables.Title(difference)))
            .Append("\n\n")
            .Append("**")
            .Append(VerdictText.Word(difference.Verdict))
            .Append("**: ")
            .Append(MarkdownReport.Escape(DiffText.Sentence(difference)))
            .Append("\n\n");
        foreach (var table in DiffTables.Build(difference))
        {
            if (difference.Of is DiffSubject.Attributions or DiffSubject.Predictions)
                MarkdownReport.Append(text, table, "##");
            else
                MarkdownReport.Append(text, table);
        }

        return text.ToString().TrimEnd('\n') + "\n";
    }
}
