using System.Globalization;
using Repro.Runs;
using Repro.Testing;
using Repro.Verdicts.Report.Plain;
using Spectre.Console;

namespace Repro.Verdicts.Tests.Report.Plain;

public class AttributionConsoleTests
{
    private static readonly AttributionTable Table = new([
        new AttributionRow(
            "It was a fantastic performance !",
            "pos",
            "pos",
            0.9912,
            "pos",
            0.46,
            1.2e-4,
            [Word("It", 0), Word("was", 0.1), Word("fantastic", 0.97), Word("!", -0.2), Word("pad", 0)]
        ),
        new AttributionRow(
            "horrible movie",
            "neg",
            "neg",
            0.004,
            "neg",
            -1.3112,
            -3.4e-5,
            [Word("horrible", -0.98), Word("movie", -0.19)]
        ),
        new AttributionRow(
            "[red]x[/]",
            null,
            "pos",
            0.5001,
            "pos",
            0,
            0,
            [Word("[red]x[/]", 0.5), Word("\u001b[2Jy", -0.5)]
        ),
    ]);

    [Fact]
    public Task Without_colours_the_words_carry_figures() => Snapshot.Match(Written(ColorSystemSupport.NoColors));

    [Fact]
    public void Redirected_output_has_figures_regardless_of_the_terminal() =>
        Written(ColorSystemSupport.TrueColor, ansi: AnsiSupport.No)
            .Should()
            .Contain("fantastic(+0.97)")
            .And.Be(Written(ColorSystemSupport.NoColors));

    [Fact]
    public Task A_narrow_console_wraps_the_words() => Snapshot.Match(Written(ColorSystemSupport.NoColors, width: 80));

    [Fact]
    public void With_colours_the_words_are_shaded_by_importance()
    {
        var written = Written(ColorSystemSupport.TrueColor);

        written
            .Should()
            .Contain("\u001b[38;2;0;0;0;48;2;38;201;38mfantastic\u001b[0m", "0.97 is nearly the full green")
            .And.Contain(
                "\u001b[4;38;2;0;0;0;48;2;235;93;93mhorrible\u001b[0m",
                "what speaks against is red and underlined"
            )
            .And.NotContain("mpad\u001b", "what contributed nothing is not shaded")
            .And.NotContain("(+0.97)");
    }

    [Theory]
    [InlineData(ColorSystemSupport.NoColors)]
    [InlineData(ColorSystemSupport.TrueColor)]
    public void A_words_own_markup_and_escapes_do_not_reach_the_terminal(ColorSystemSupport colours) =>
        Written(colours).Should().Contain("[red]x[/]").And.Contain("\ufffd[2Jy").And.NotContain("\u001b[2J");

    private static WordImportance Word(string word, double importance) => new(word, 2, importance);

    private static string Written(ColorSystemSupport colours, int width = 140, AnsiSupport? ansi = null)
    {
        using var writer = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        var console = AnsiConsole.Create(
            new AnsiConsoleSettings
            {
                Ansi = ansi ?? (colours == ColorSystemSupport.NoColors ? AnsiSupport.No : AnsiSupport.Yes),
                ColorSystem = colours,
                Interactive = InteractionSupport.No,
                Out = new AnsiConsoleOutput(writer),
            }
        );
        console.Profile.Width = width;
        console.Profile.Capabilities.Unicode = true;
        AttributionConsole.Write(console, Table);
        return writer.ToString();
    }
}
