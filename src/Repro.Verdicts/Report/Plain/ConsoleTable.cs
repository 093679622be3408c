using Repro.Verdicts.Report.Tables;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Repro.Verdicts.Report.Plain;

/// <summary>A table on the console: in columns, or with one cell per line if the columns are too wide.</summary>
internal static class ConsoleTable
{
    // Narrower text columns would break almost every word.
    private const int NarrowestText = 5;

    public static IRenderable Render(IAnsiConsole console, ReportTable table) =>
        NarrowestWidth(console, table) <= console.Profile.Width ? Columns(table) : Lines(table);

    // Below this width Spectre breaks numbers, then omits columns, then the whole table.
    private static int NarrowestWidth(IAnsiConsole console, ReportTable table)
    {
        var options = RenderOptions.Create(console);
        var border = (2 * table.Columns.Count) + 1;
        return border
            + table
                .Columns.Index()
                .Sum(c => Math.Min(Widest(c.Index), c.Item.Numeric || c.Index == 0 ? int.MaxValue : NarrowestText));

        int Widest(int column) =>
            table
                .Rows.Select(row => row[column].Text)
                .Append(table.Columns[column].Title)
                .Max(text => ((IRenderable)new Text(text)).Measure(options, int.MaxValue).Max);
    }

    private static Table Columns(ReportTable table)
    {
        var grid = new Table().Border(TableBorder.Simple);
        foreach (var (i, column) in table.Columns.Index())
        {
            var shown = new TableColumn(new Text(column.Title)).PadLeft(0).PadRight(1);
            if (column.Numeric)
                shown.RightAligned();
            if (column.Numeric || i == 0)
                shown.NoWrap();
            grid.AddColumn(shown);
        }

        foreach (var row in table.Rows)
            grid.AddRow(row.Select(Cell));
        return grid;
    }

    // A blank line before each row.
    private static Grid Lines(ReportTable table)
    {
        var grid = new Grid().AddColumn(new GridColumn().NoWrap().Padding(1, 0, 2, 0)).AddColumn();
        foreach (var row in table.Rows)
        {
            grid.AddEmptyRow();
            foreach (var (column, cell) in table.Columns.Zip(row))
                grid.AddRow(new Text(column.Title.Replace('\n', ' ')), Cell(cell));
        }

        return grid.AddEmptyRow();
    }

    private static Text Cell(ReportCell cell) => new(TerminalText.Of(cell.Text), ConsoleReport.Style(cell.Tone));
}
