using System.Globalization;
using Repro.Runs;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Repro.Verdicts.Report.Plain;

/// <summary>
/// The attribution table on the console: one row per sentence, its words shaded by what they contributed.
/// </summary>
public static class AttributionConsole
{
    /// <summary>An importance nearer to 0 than this is left unshaded: it would not be told from white.</summary>
    private const double Faint = 0.02;

    private static readonly Color Ink = new(0, 0, 0),
        Paper = new(255, 255, 255),
        Towards = new(32, 200, 32),
        Against = new(235, 90, 90);

    /// <summary>
    /// In two lines where they are longer than what stands below, so that 80 columns leave room for the words.
    /// </summary>
    private static readonly string[] Titles =
    [
        "True\nlabel",
        "Predicted\nlabel",
        "Attribution\nlabel",
        "Score",
        "Delta",
    ];

    /// <summary>Shades where the console has colours, importances in figures where it has none.</summary>
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

    /// <summary>What the shades or figures of the words mean.</summary>
    internal static void WriteLegend(IAnsiConsole console)
    {
        console.Write(Legend(IsColoured(console)));
        console.WriteLine();
    }

    /// <summary>The words alone.</summary>
    internal static Paragraph Words(IAnsiConsole console, IEnumerable<WordImportance> words) =>
        Words(words, IsColoured(console));

    // A file or pipe takes no colours, whatever the terminal behind it could show.
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
    /// White to green or red behind black letters; what speaks against is underlined too, for eyes that do not tell the
    /// two apart.
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
