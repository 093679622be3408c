using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace Repro.Build.Tests.Scripts;

/// <summary>Runs a line in a real PowerShell engine, as if it were typed at its prompt.</summary>
internal static class PowerShellEngine
{
    /// <returns>$LASTEXITCODE after the line.</returns>
    public static int Run(string line, string workingDirectory, IReadOnlyDictionary<string, string?> environment)
    {
        var before = environment.Keys.ToDictionary(name => name, Environment.GetEnvironmentVariable);
        try
        {
            foreach (var (name, value) in environment)
                Environment.SetEnvironmentVariable(name, value);
            using var runspace = RunspaceFactory.CreateRunspace(InitialSessionState.CreateDefault2());
            runspace.Open();
            runspace.SessionStateProxy.Path.SetLocation(workingDirectory);
            using var shell = PowerShell.Create(runspace);
            shell.AddScript(line).Invoke();
            return (int)runspace.SessionStateProxy.GetVariable("LASTEXITCODE");
        }
        finally
        {
            foreach (var (name, value) in before)
                Environment.SetEnvironmentVariable(name, value);
        }
    }
}
