using Spectre.Console;

namespace ReproBuild;

/// <summary>
/// Everything that the build changes in its process's console, in one place. Cake's log, the fixtures' output and
/// Spectre share that console, so none of it can be a parameter.
/// </summary>
public static class ProcessConsole
{
    /// <summary>Columns of redirected output. A log has no width of its own; Spectre would take 80.</summary>
    private const int RedirectedWidth = 160;

    /// <summary>Prepares the console, and returns the one that results are written to.</summary>
    /// <param name="document">Whether the result is a document, alone on standard output for another program to read;
    /// everything else then goes to standard error.</param>
    /// <param name="variable">Looks up environment variables: NO_COLOR.</param>
    public static IAnsiConsole Prepare(bool document, Func<string, string?> variable)
    {
        var output = Console.Out;
        if (document)
            Console.SetOut(Console.Error);

        // Cake's log colours whatever the terminal's name allows, redirected or not, and knows no NO_COLOR.
        if (Console.IsOutputRedirected)
            AnsiConsole.Profile.Width = RedirectedWidth;
        if (Console.IsOutputRedirected || variable("NO_COLOR") is { Length: > 0 })
            Environment.SetEnvironmentVariable("TERM", "dumb");
        return document ? Plain(output) : AnsiConsole.Console;
    }

    private static IAnsiConsole Plain(TextWriter output) =>
        AnsiConsole.Create(
            new AnsiConsoleSettings
            {
                Ansi = AnsiSupport.No,
                ColorSystem = ColorSystemSupport.NoColors,
                Out = new AnsiConsoleOutput(output),
            }
        );
}
