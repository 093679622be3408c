using Cake.Frosting;
using Microsoft.Extensions.DependencyInjection;
using Repro;
using Repro.Locking;
using Repro.Verdicts.Diff;
using ReproBuild.Against;
using ReproBuild.Arguments;
using ReproBuild.Progress;
using ReproBuild.Soaking;
using Spectre.Console;

namespace ReproBuild;

/// <summary>
/// Reads the command line before the host does, so that every fault of it comes in one message, and decides the exit
/// code after.
/// </summary>
public static class CommandLineHost
{
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
        var surroundings = BuildSurroundings.OfProcess;
        var (diff, faults) = new DiffReader(commandLine, surroundings).Read();
        var console = ProcessConsole.Prepare(document: diff.Format != DiffFormat.Table, surroundings.Variable);
        using var interruption = new Interruption();
        var request = new RequestReader(commandLine, surroundings, paths).Read(faults);
        var run = new BuildRun
        {
            Request = request,
            Diff = diff,
            Soak = SoakRequest.From(commandLine),
            Reason = commandLine.Value(Options.Reason),
            AllowRegression = commandLine.Has(Options.AllowRegression),
            Against = OtherSide.Of(commandLine, paths, surroundings),
            AgainstTrains = commandLine.Has(Options.Against),
            DirtyOk = commandLine.Has(Options.DirtyOk),
            Mutants = commandLine.Value(Options.Mutants),
            Deep = commandLine.Has(Options.Deep),
            OfCache = commandLine.Has(Options.Cache),
            CommandLine = commandLine,
            Paths = paths,
            Surroundings = surroundings,
            Console = console,
            Locks = new Locks(
                Machine.Current(),
                commandLine.ToPaste(Usage.Script),
                new LockTimes(request.Wait),
                TimeProvider.System,
                new WaitingLine(console).Publish
            ),
            Program = new Lazy<string>(() => ThisProgram.OfRuns(paths, surroundings)),
            Interrupted = interruption.Token,
        };
        var outcome = run.End(
            host.ConfigureServices(services => services.AddSingleton(run)).Run(commandLine.ForHost())
        );
        if (outcome.Line is { } line)
            (outcome.ExitCode == ExitCode.Success ? Console.Out : Console.Error).WriteLine(line);
        return outcome.ExitCode;
    }
}
