using Repro.Verdicts.Report.Tables;

namespace Repro.Verdicts.Report.Page;

/// <summary>A <see cref="ReportTable"/> in HTML. A wide one scrolls by itself; the page never does.</summary>
internal static class HtmlTable
{
    public static Html Section(ReportTable table, string id) =>
        Html.Of(
            $"""
            <section id="{id}"><h2>{table.Title}</h2>
            {Of(table)}</section>

            """
        );

    public static Html Of(ReportTable table) =>
        Html.Of(
            $"{(table.Rows.Count == 0 ? default : Grid(table))}{Html.Join(table.Notes.Select(note => Html.Of($"<p class=\"note\">{note}</p>\n")))}"
        );

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

    private static Html Row(ReportTable table, EquatableList<ReportCell> row) =>
        Html.Of(
            $"<tr>{Html.Join(row.Zip(table.Columns, (cell, column) => Html.Of($"<td{Number(column)} data-column=\"{OneLine(column)}\">{Cell(cell)}</td>")))}</tr>\n"
        );

    private static Html Cell(ReportCell cell) =>
        cell.Tone == Tone.Plain
            ? Html.Of($"{cell.Text}")
            : Html.Of($"<span class=\"{Words.Of(cell.Tone)}\">{cell.Text}</span>");

    /// <summary>Titles are broken where consoles are narrow; a page breaks lines by itself.</summary>
    private static string OneLine(ReportColumn column) => column.Title.Replace('\n', ' ');

    private static Html Number(ReportColumn column) => new(column.Numeric ? " class=\"number\"" : "");
}
