using System.Globalization;
using System.Runtime.CompilerServices;
using Repro.Locking;

namespace Repro.Reproduction;

/// <summary>
/// Ends this process soon after the program that it works for is gone: the build, <c>dotnet test</c>, or the test
/// runner that this is a host of. Nothing has to be saved: complete epochs are on the disk at any moment. Where this
/// process was asked to end as well, as by a closed terminal, it has a minute to keep the batches under way.
/// </summary>
/// <remarks>A shell, a terminal and whatever else started those may end: a run in the background goes on.</remarks>
internal static class ParentWatch
{
    /// <summary><c>PID:START</c> of the build, as <see cref="Machine.StartOf"/> has it.</summary>
    private const string Variable = "REPRO_PARENT";

    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1),
        Patience = TimeSpan.FromMinutes(1);

    [ModuleInitializer]
    internal static void Begin()
    {
        var machine = Machine.Current();
        var watched = Build().Concat(Runner(machine)).ToList();
        if (watched.Count == 0)
            return;
        new Thread(() => Watch(machine, watched)) { IsBackground = true, Name = "parent watch" }.Start();
    }

    private static void Watch(Machine machine, List<(int Pid, string? Start)> watched)
    {
        while (watched.TrueForAll(parent => machine.StartOf(parent.Pid) == parent.Start))
            Thread.Sleep(Poll);
        if (Stop.Token.IsCancellationRequested)
            Thread.Sleep(Patience); // It ends by itself before.
        using var self = System.Diagnostics.Process.GetCurrentProcess();
        self.Kill(); // Without a word to libtorch's threads, which an orderly exit would wait for.
    }

    private static IEnumerable<(int, string?)> Build() =>
        Environment.GetEnvironmentVariable(Variable)?.Split(':', 2) is [var pid, var start]
        && int.TryParse(pid, CultureInfo.InvariantCulture, out var build)
            ? [(build, start)]
            : [];

    private static IEnumerable<(int, string?)> Runner(Machine machine)
    {
        if (
            Environment.GetCommandLineArgs().SkipWhile(arg => arg != "--parentprocessid").Skip(1).FirstOrDefault()
                is not { } given
            || !int.TryParse(given, CultureInfo.InvariantCulture, out var runner)
        )
            yield break;
        yield return (runner, machine.StartOf(runner));
        if (DotnetTest(runner) is { } above)
            yield return (above, machine.StartOf(above));
    }

    // Only Linux says without native code who started whom. Elsewhere the runner's own end has to do.
    private static int? DotnetTest(int runner)
    {
        try
        {
            var fields = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{runner}/stat"))
                .Split(')')[^1]
                .Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var above = int.Parse(fields[1], CultureInfo.InvariantCulture);
            string[] command = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{above}/cmdline"))
                .Split('\0');
            return Path.GetFileNameWithoutExtension(command[0]) == "dotnet" && command.Contains("test") ? above : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
