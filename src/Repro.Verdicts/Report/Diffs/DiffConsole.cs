using Repro.Runs;
using Repro.Verdicts.Diff;
using Repro.Verdicts.Report.Plain;
using Spectre.Console;

namespace Repro.Verdicts.Report.Diffs;

/// <summary>
/// Writes a difference to the console: tables, both sides' words in colour, and the verdict in the last line.
/// </summary>
internal static class DiffConsole
{
    /// <param name="console">Knows its width, and whether colours are wanted.</param>
    /// <param name="difference">The difference to show.</param>
    /// <param name="page">Path of the page with the words side by side, or null.</param>
    public static void Write(IAnsiConsole console, Difference difference, string? page)
    {
        foreach (var (i, table) in DiffTables.Build(difference).Index())
        {
            ConsoleReport.Write(console, table);
            if (difference.Of == DiffSubject.Attributions)
                WriteSentences(console, difference, difference.Pairs[i]);
        }

        if (page is not null)
            ConsoleReport.Line(console, new Text($"Side by side: {page}"));
        ConsoleReport.Write(console, DiffText.Sentence(difference), difference.Verdict, difference.ExitCode);
    }

    private static void WriteSentences(IAnsiConsole console, Difference difference, PairDifference pair)
    {
        if (pair.Sentences.Count == 0)
            return;
        var grid = new Grid()
            .AddColumn(new GridColumn().NoWrap().Padding(0, 0, 1, 0))
            .AddColumn(new GridColumn().NoWrap().Padding(0, 0, 2, 0))
            .AddColumn();
        foreach (var sentence in pair.Sentences)
        {
            Add(FormattableString.Invariant($"{sentence.Number}"), difference.From, sentence.From);
            Add("", difference.To, sentence.To);
        }

        console.Write(grid);
        AttributionConsole.WriteLegend(console);
        console.WriteLine();

        void Add(string number, string side, AttributionRow row) =>
            grid.AddRow(
                new Text(number),
                new Text(TerminalText.Of(side)),
                AttributionConsole.Words(console, row.Words)
            );
    }
}
