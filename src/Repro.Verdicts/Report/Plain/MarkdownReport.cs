using System.Globalization;
using System.Text;
using Repro.Verdicts.Report.Sections;
using Repro.Verdicts.Report.Tables;

namespace Repro.Verdicts.Report.Plain;

/// <summary>
/// <c>summary.md</c>: all tables, for pull requests and terminals, with the verdict first and long parts folded.
/// </summary>
public static class MarkdownReport
{
    /// <summary>GitHub's limit for a step summary: 1 MiB.</summary>
    public const int MostBytes = 1 << 20;

    private const int MostDeviations = 200,
        Reserve = 1 << 10;

    /// <returns>At most <see cref="MostBytes"/> of UTF-8; sections that do not fit are left out, and the last line
    /// gives their number.</returns>
    public static string Render(ReportData data)
    {
        var text = new StringBuilder();
        var (bytes, left) = (0, 0);
        foreach (var section in Sections(data))
        {
            var more = Encoding.UTF8.GetByteCount(section);
            if (bytes + more > MostBytes - Reserve)
            {
                left++;
                continue;
            }

            text.Append(section);
            bytes += more;
        }

        if (left > 0)
            text.Append(
                CultureInfo.InvariantCulture,
                $"{left} {(left == 1 ? "section was" : "sections were")} too long for this summary; "
                    + $"index.html has all.\n"
            );
        return text.ToString().TrimEnd('\n') + "\n";
    }

    /// <summary>Renders a single table.</summary>
    public static string Render(ReportTable table) => Section(table, "#");

    private static IEnumerable<string> Sections(ReportData data)
    {
        yield return $"# Reproduction, profile {Escape(data.Overall.Profile)}\n\n**{Words.Of(data.Overall.Verdict)}**: "
            + $"{Escape(VerdictText.Sentence(data.Overall))}\n\n";
        var deviations = DeviationsSection.Build(data.Overall, MostDeviations);
        if (deviations.Rows.Count > 0)
            yield return Section(deviations, "##");
        if (SensitivitySection.Build(data.Overall) is { IsEmpty: false } sensitivity)
            yield return Section(sensitivity, "##");
        yield return Section(ClaimsSection.Build(data), "##");
        yield return Section(InterventionsSection.Build(data), "##");
        yield return Section(ExperimentsSection.Build(data), "##");
        yield return Section(ProtocolsSection.Build(data), "##");
        if (SettingsSection.Build(data) is { Rows.Count: > 0 } settings)
            yield return Section(settings, "##");
        yield return Section(SizesSection.Build(data), "##");
        foreach (var experiment in data.Overall.Experiments)
        {
            var metrics = MetricsSection.Build(experiment);
            yield return "<details><summary>Metrics and baselines: "
                + $"{Escape(metrics.Title)}</summary>\n\n{Section(metrics, "###")}</details>\n\n";
        }

        yield return Section(EnvironmentSection.Build(data), "##");
    }

    private static string Section(ReportTable table, string heading)
    {
        var text = new StringBuilder();
        Append(text, table, heading);
        return text.ToString();
    }

    internal static void Append(StringBuilder text, ReportTable table, string heading)
    {
        text.Append(heading).Append(' ').Append(Escape(table.Title)).Append("\n\n");
        Append(text, table);
    }

    /// <summary>Rows and notes, without the title.</summary>
    internal static void Append(StringBuilder text, ReportTable table)
    {
        if (table.Rows.Count > 0)
        {
            Line(text, table.Columns.Select(c => Escape(c.Title)));
            Line(text, table.Columns.Select(c => c.Numeric ? "---:" : "---"));
            foreach (var row in table.Rows)
                Line(text, row.Select(c => c.Tone == Tone.Bad ? $"**{Escape(c.Text)}**" : Escape(c.Text)));
            text.Append('\n');
        }

        foreach (var note in table.Notes)
            text.Append(Escape(note)).Append("\n\n");
    }

    private static void Line(StringBuilder text, IEnumerable<string> cells) =>
        text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");

    /// <summary>Escapes text for Markdown and terminals, on one line.</summary>
    internal static string Escape(string text)
    {
        var escaped = new StringBuilder();
        foreach (var c in TerminalText.Of(text.Replace('\n', ' ').Replace('\r', ' ')))
        {
            if ("\\`*_|<>[]#&".Contains(c, StringComparison.Ordinal))
                escaped.Append('\\');
            escaped.Append(c);
        }

        return escaped.ToString();
    }
}
