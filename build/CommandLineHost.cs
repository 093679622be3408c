using Cake.Frosting;
using Microsoft.Extensions.DependencyInjection;
using Repro;
using Repro.Verdicts.Diff;
using ReproBuild.Arguments;
using Spectre.Console;

namespace ReproBuild;

/// <summary>
/// Reads the command line before the host does, so that every fault of it comes in one message, and decides the exit
/// code after.
/// </summary>
public static class CommandLineHost
{
    // A log has no width of its own; Spectre would take 80.
    private const int RedirectedWidth = 160;

    /// <summary>Runs what <paramref name="args"/> ask for.</summary>
    /// <returns>See <see cref="ExitCode"/>.</returns>
    public static int RunCommandLine(this CakeHost host, string[] args)
    {
        var commandLine = CommandLine.Parse(args);
        if (commandLine.Has(Options.Help))
        {
            Usage.Print(AnsiConsole.Console);
            return (int)ExitCode.Success;
        }

        return (int)Run(host, commandLine);
    }

    /// <summary>
    /// The whole program: whatever ends it early, wherever that is, is said in a sentence and not by the runtime.
    /// </summary>
    /// <returns>The program's exit code, the error's, or 70.</returns>
    public static int Guard(Func<int> program)
    {
        try
        {
            HandedOnVariables.RemoveOthers();
            HangUpWriter.Install();
            return program();
        }
        catch (ReproException e)
        {
            Console.Error.WriteLine(e.Message);
            return (int)e.ExitCode;
        }
        catch (Exception e)
        {
            // What the machine refuses is a sentence; of a fault of this program the trace says where.
            var cause = e.GetBaseException();
            Console.Error.WriteLine($"The build failed: {cause.GetType().Name}: {cause.Message}");
            if (cause is not (IOException or UnauthorizedAccessException))
                Console.Error.WriteLine(e.StackTrace);
            return (int)ExitCode.ToolFailure;
        }
    }

    private static ExitCode Run(CakeHost host, CommandLine commandLine)
    {
        var paths = RepoPaths.OfProgram();
        var (diff, faults) = new DiffReader(commandLine, BuildSurroundings.OfProcess).Read();
        var (soak, soakFaults) = new SoakReader(commandLine).Read();
        commandLine = commandLine with { Faults = [.. commandLine.Faults, .. faults, .. soakFaults] };

        // A document stands on standard output alone, for whatever reads it there; everything else is said on standard
        // error.
        var document = diff.Format == DiffFormat.Table ? null : Document(Console.Out);
        if (document is not null)
            Console.SetOut(Console.Error);

        // Cake's log colours whatever the terminal's name allows, redirected or not, and knows no NO_COLOR.
        if (Console.IsOutputRedirected)
            AnsiConsole.Profile.Width = RedirectedWidth;
        if (Console.IsOutputRedirected || Environment.GetEnvironmentVariable("NO_COLOR") is { Length: > 0 })
            Environment.SetEnvironmentVariable("TERM", "dumb");
        using var interruption = new Interruption();
        var run = new BuildRun
        {
            Request = new RequestReader(commandLine, BuildSurroundings.OfProcess, paths).Read([
                .. Target.All.Select(t => t.Name),
            ]),
            Diff = diff,
            Soak = soak,
            Reason = commandLine.Value(Options.Reason),
            AllowRegression = commandLine.Has(Options.AllowRegression),
            DirtyOk = commandLine.Has(Options.DirtyOk),
            Mutants = commandLine.Value(Options.Mutants),
            Deep = commandLine.Has(Options.Deep),
            OfCache = commandLine.Has(Options.Cache),
            CommandLine = commandLine,
            Paths = paths,
            Surroundings = BuildSurroundings.OfProcess,
            Console = document ?? AnsiConsole.Console,
            Interrupted = interruption.Token,
        };
        var exitCode = run.ExitCode(
            host.ConfigureServices(services => services.AddSingleton(run)).Run(commandLine.ForHost())
        );
        if (run.LastLine(exitCode) is { } line)
            (exitCode == ExitCode.Success ? Console.Out : Console.Error).WriteLine(line);
        return exitCode;
    }

    private static IAnsiConsole Document(TextWriter output) =>
        AnsiConsole.Create(
            new AnsiConsoleSettings
            {
                Ansi = AnsiSupport.No,
                ColorSystem = ColorSystemSupport.NoColors,
                Out = new AnsiConsoleOutput(output),
            }
        );
}
