using ReproBuild;
using ReproBuild.Checks;
using Spectre.Console;

namespace Repro.Build.Tests.Checks;

public class CheckTableTests
{
    private static readonly Check Fine = Check.Ok("SDK", "10.0.100"),
        Odd = Check.Note("GPU", "not used", "Install a driver."),
        Bad = Check.Problem("memory", "0.1 GB", "Close something.");

    [Fact]
    public void Columns_are_aligned_and_the_remedy_stands_below_what_is_not_ok() =>
        Lines(ColorSystemSupport.NoColors, Fine, Odd, Bad)
            .Should()
            .Equal(
                "SDK     ok       10.0.100",
                "GPU     note     not used",
                "                 → Install a driver.",
                "memory  problem  0.1 GB",
                "                 → Close something."
            );

    [Fact]
    public void What_a_file_or_host_is_called_cannot_steer_the_terminal() =>
        Lines(ColorSystemSupport.NoColors, Check.Ok("mirror", "a\u001b[2Jb")).Should().Equal("mirror  ok  a\ufffd[2Jb");

    [Fact]
    public void States_are_coloured_where_colours_are_wanted() =>
        string.Concat(Lines(ColorSystemSupport.TrueColor, Fine)).Should().Contain("\u001b[");

    [Fact]
    public void The_verdict_is_ready_unless_there_is_a_problem()
    {
        CheckTable
            .Finding([Fine], "sample")
            .Should()
            .Be(new Finding(ExitCode.Success, "ready: profile sample can run here"));
        CheckTable
            .Finding([Fine, Odd], "sample")
            .Should()
            .Be(new Finding(ExitCode.Success, "ready: profile sample can run here; 1 of 2 findings is worth a look"));
        CheckTable
            .Finding([Fine, Odd, Bad], "imdb")
            .Should()
            .Be(new Finding(ExitCode.InputMissing, "not ready: profile imdb cannot run here; see memory above"));
    }

    private static string[] Lines(ColorSystemSupport colours, params Check[] checks)
    {
        using var writer = new StringWriter();
        var console = AnsiConsole.Create(
            new AnsiConsoleSettings
            {
                Ansi = colours == ColorSystemSupport.NoColors ? AnsiSupport.No : AnsiSupport.Yes,
                ColorSystem = colours,
                Out = new AnsiConsoleOutput(writer),
            }
        );
        console.Profile.Width = 80;
        console.Write(CheckTable.Render(checks));
        return [.. writer.ToString().ReplaceLineEndings("\n").TrimEnd('\n').Split('\n').Select(line => line.TrimEnd())];
    }
}
