using System.Globalization;
using Repro.Runs;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Repro.Verdicts.Report.Plain;

/// <summary>
/// The attribution table on the console: one row per sentence, with words shaded by their attribution.
/// </summary>
public static class AttributionConsole
{
    /// <summary>
    /// Importances closer to 0 than this are not shaded: the shade would be indistinguishable from white.
    /// </summary>
    private const double Faint = 0.02;

    private static readonly Color Ink = new(0, 0, 0),
        Paper = new(255, 255, 255),
        Towards = new(32, 200, 32),
        Against = new(235, 90, 90);

    /// <summary>
    /// Titles longer than their column's content are split into two lines, to leave room for the words in 80 columns.
    /// </summary>
    private static readonly string[] Titles =
    [
        "True\nlabel",
        "Predicted\nlabel",
        "Attribution\nlabel",
        "Score",
        "Delta",
    ];

    /// <summary>Writes shades if the console has colours, otherwise numbers.</summary>
    public static void Write(IAnsiConsole console, AttributionTable table)
    {
        var coloured = IsColoured(console);
        var grid = new Table();
        foreach (var title in Titles)
            grid.AddColumn(new TableColumn(new Text(title)).NoWrap());
        grid.AddColumn("Words");
        foreach (var row in table.Rows)
            grid.AddRow(Cells(row, coloured));
        console.Write(grid);
        WriteLegend(console);
    }

    /// <summary>Writes the legend of the shades or numbers.</summary>
    internal static void WriteLegend(IAnsiConsole console)
    {
        console.Write(Legend(IsColoured(console)));
        console.WriteLine();
    }

    /// <summary>Only the words.</summary>
    internal static Paragraph Words(IAnsiConsole console, IEnumerable<WordImportance> words) =>
        Words(words, IsColoured(console));

    // No colours for a file or pipe, regardless of the terminal's abilities.
    private static bool IsColoured(IAnsiConsole console) =>
        console.Profile.Capabilities is { Ansi: true, ColorSystem: not ColorSystem.NoColors };

    private static IRenderable[] Cells(AttributionRow row, bool coloured) =>
        [
            new Text(TerminalText.Of(row.TrueLabel ?? "–")),
            new Text(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{TerminalText.Of(row.PredictedLabel)} ({row.Probability:0.00})"
                )
            ),
            new Text(TerminalText.Of(row.AttributionLabel)),
            new Text(Signed(row.Score)).RightJustified(),
            new Text(row.Delta.ToString("+0.0e+00;-0.0e+00;0", CultureInfo.InvariantCulture)).RightJustified(),
            Words(row.Words, coloured),
        ];

    private static Paragraph Words(IEnumerable<WordImportance> words, bool coloured)
    {
        var paragraph = new Paragraph();
        foreach (var (i, word) in words.Index())
        {
            if (i > 0)
                paragraph.Append(" ");
            var text = TerminalText.Of(word.Word);
            if (coloured)
                paragraph.Append(text, Shade(word.Importance));
            else
                paragraph.Append($"{text}({Signed(word.Importance)})");
        }

        return paragraph;
    }

    /// <summary>
    /// White to green or red behind black letters. Negative words are also underlined, for readers who cannot
    /// distinguish the colours.
    /// </summary>
    private static Style Shade(double importance)
    {
        if (Math.Abs(importance) < Faint)
            return Style.Plain;
        var background = Paper.Blend(importance > 0 ? Towards : Against, (float)Math.Min(1, Math.Abs(importance)));
        return new Style(Ink, background, importance > 0 ? Decoration.None : Decoration.Underline);
    }

    private static Paragraph Legend(bool coloured) =>
        coloured
            ? new Paragraph()
                .Append("Words: ")
                .Append("towards label 1", Shade(1))
                .Append(" ")
                .Append("towards label 0", Shade(-1))
                .Append(", the deeper the stronger.")
            : new Paragraph(
                "Words: + towards label 1, - towards label 0; the squares of a sentence's figures sum to 1."
            );

    private static string Signed(double value) => value.ToString("+0.00;-0.00;0.00", CultureInfo.InvariantCulture);
}
