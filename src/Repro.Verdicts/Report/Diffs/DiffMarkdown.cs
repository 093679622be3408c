using System.Text;
using Repro.Verdicts.Diff;
using Repro.Verdicts.Report.Plain;

namespace Repro.Verdicts.Report.Diffs;

/// <summary>A difference in Markdown: the verdict, then the same tables as on the console.</summary>
internal static class DiffMarkdown
{
    public static string Of(Difference difference)
    {
        var text = new StringBuilder();
        text.Append("# ")
            .Append(MarkdownReport.Escape(DiffTables.Title(difference)))
            .Append("\n\n")
            .Append("**")
            .Append(Words.Of(difference.Verdict))
            .Append("**: ")
            .Append(MarkdownReport.Escape(DiffText.Sentence(difference)))
            .Append("\n\n");
        foreach (var table in DiffTables.Of(difference))
        {
            if (difference.Of == DiffSubject.Attributions)
                MarkdownReport.Append(text, table, "##");
            else
                MarkdownReport.Append(text, table);
        }

        return text.ToString().TrimEnd('\n') + "\n";
    }
}
