using System.Text;

namespace Repro.Report;

/// <summary><c>summary.md</c>: every table, for pull requests and terminals.</summary>
public static class MarkdownReport
{
    public static string Of(ReportData data)
    {
        var text = new StringBuilder();
        text.Append("# Reproduction, profile ").Append(Escape(data.Overall.Profile)).Append("\n\n")
            .Append("**").Append(Words.Of(data.Overall.Verdict)).Append("**: ").Append(Escape(VerdictText.Sentence(data.Overall))).Append("\n\n");
        var deviations = DeviationsSection.Of(data.Overall);
        if (deviations.Rows.Count > 0) Append(text, deviations, "##");
        Append(text, ClaimsSection.Of(data), "##");
        Append(text, InterventionsSection.Of(data), "##");
        Append(text, ExperimentsSection.Of(data), "##");
        Append(text, ProtocolsSection.Of(data), "##");
        Append(text, SizesSection.Of(data), "##");
        text.Append("## Metrics and baselines\n\n");
        foreach (var experiment in data.Overall.Experiments) Append(text, MetricsSection.Of(experiment), "###");
        Append(text, EnvironmentSection.Of(data), "##");
        return text.ToString().TrimEnd('\n') + "\n";
    }

    private static void Append(StringBuilder text, ReportTable table, string heading)
    {
        text.Append(heading).Append(' ').Append(Escape(table.Title)).Append("\n\n");
        if (table.Rows.Count > 0)
        {
            Line(text, table.Columns.Select(c => Escape(c.Title)));
            Line(text, table.Columns.Select(c => c.Numeric ? "---:" : "---"));
            foreach (var row in table.Rows) Line(text, row.Select(c => c.Tone == Tone.Bad ? $"**{Escape(c.Text)}**" : Escape(c.Text)));
            text.Append('\n');
        }

        foreach (var note in table.Notes) text.Append(Escape(note)).Append("\n\n");
    }

    private static void Line(StringBuilder text, IEnumerable<string> cells) => text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");

    /// <summary>Text that means nothing else in Markdown, on one line.</summary>
    private static string Escape(string text)
    {
        var escaped = new StringBuilder();
        foreach (var c in text)
        {
            if ("\\`*_|<>[]#&".Contains(c, StringComparison.Ordinal)) escaped.Append('\\');
            escaped.Append(c is '\n' or '\r' ? ' ' : c);
        }

        return escaped.ToString();
    }
}
