using dnlib.DotNet;
using dnlib.PE;
using SharpFuzz;

namespace Repro.Fuzz.Engines;

/// <summary>Rewrites an assembly so that it counts the branches it takes.</summary>
internal static class Instrumentation
{
    /// <param name="assembly">Overwritten.</param>
    public static void Write(string assembly)
    {
        LeaveMachineCodeOut(assembly);
        Console.WriteLine(
            $"{Path.GetFileName(assembly)}: {Fuzzer.Instrument(assembly, _ => true, Options.Value).Count()} types"
        );
    }

    /// <summary>
    /// The runtime's own assemblies are compiled ahead of time, and what was added to their methods would never run.
    /// </summary>
    private static void LeaveMachineCodeOut(string assembly)
    {
        using var module = ModuleDefMD.Load(File.ReadAllBytes(assembly));
        if (module.IsILOnly)
            return;
        module.IsILOnly = true;
        module.Machine = Machine.AMD64; // What is compiled ahead of time names its operating system there, too.
        module.Write(assembly);
    }
}
