using Repro.Verdicts.Report.Tables;

namespace Repro.Verdicts.Report.Page;

/// <summary>A <see cref="ReportTable"/> in HTML. A wide table scrolls; the page itself does not.</summary>
internal static class HtmlTable
{
    public static Html Section(ReportTable table, string id) =>
        Html.Of(
            $"""
            <section id="{id}"><h2>{table.Title}</h2>
            {Render(table)}</section>

            """
        );

    public static Html Render(ReportTable table)
    {
        var notes = Html.Join(table.Notes.Select(note => Html.Of($"<p class=\"note\">{note}</p>\n")));
        return Html.Of($"{(table.Rows.Count == 0 ? default : Grid(table))}{notes}");
    }

    private static Html Grid(ReportTable table) =>
        Html.Of(
            $"""
            <div class="scroll" tabindex="0" role="region" aria-label="{table.Title}"><table>
            <thead><tr>{Html.Join(
                table.Columns.Select(c => Html.Of($"<th scope=\"col\"{Number(c)}>{OneLine(c)}</th>"))
            )}</tr></thead>
            <tbody>
            {Html.Join(table.Rows.Select(row => Row(table, row)))}</tbody></table></div>

            """
        );

    private static Html Row(ReportTable table, EquatableList<ReportCell> row)
    {
        var cells = row.Zip(
            table.Columns,
            (cell, column) => Html.Of($"<td{Number(column)} data-column=\"{OneLine(column)}\">{Cell(cell)}</td>")
        );
        return Html.Of($"<tr>{Html.Join(cells)}</tr>\n");
    }

    private static Html Cell(ReportCell cell) =>
        cell.Tone == Tone.Plain
            ? Html.Of($"{cell.Text}")
            : Html.Of($"<span class=\"{Words.Of(cell.Tone)}\">{cell.Text}</span>");

    /// <summary>Titles contain line breaks for narrow consoles; a browser wraps lines itself.</summary>
    private static string OneLine(ReportColumn column) => column.Title.Replace('\n', ' ');

    private static Html Number(ReportColumn column) => new(column.Numeric ? " class=\"number\"" : "");
}
