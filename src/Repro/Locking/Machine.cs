using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace Repro.Locking;

/// <summary>Identifies the processes of a machine for locks.</summary>
/// <param name="Host">Its name.</param>
/// <param name="System">Boot and process namespace. If host and system are equal, process ids refer to the same
/// processes. A container is a separate system.</param>
/// <param name="StartOf">Start time of a process, in a form that differs for a later process with the same id; null if
/// no process has the id.</param>
public sealed record Machine(string Host, string System, Func<int, string?> StartOf)
{
    /// <summary>The machine this process runs on.</summary>
    public static Machine Current() =>
        new(Environment.MachineName, SystemOfProcess(), OperatingSystem.IsLinux() ? StartOnLinux : StartElsewhere);

    /// <summary>This process as the owner of a lock.</summary>
    /// <param name="command">Command line that identifies it to a person.</param>
    public LockOwner Owner(string command) =>
        new(
            Environment.ProcessId,
            Host,
            System,
            StartOf(Environment.ProcessId) ?? "",
            LockOwner.Shortened(command),
            default,
            ""
        );

    /// <summary>
    /// Whether the owner was a process on this machine that no longer exists. False can also mean that it is unknown.
    /// </summary>
    public bool IsGone(LockOwner owner) =>
        owner.Host == Host && owner.System == System && StartOf(owner.Pid) != owner.Started;

    private static string SystemOfProcess()
    {
        const string Boot = "/proc/sys/kernel/random/boot_id";
        return File.Exists(Boot)
            ? $"{File.ReadAllText(Boot).Trim()} "
                + $"{File.ResolveLinkTarget("/proc/self/ns/pid", returnFinalTarget: false)?.Name}"
            : "";
    }

    // Ticks since boot: unlike Process.StartTime, they do not change when the clock is set.
    private static string? StartOnLinux(int pid)
    {
        const int State = 0,
            Start = 19;
        try
        {
            var line = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/stat"));
            // The name in brackets before may hold anything.
            var fields = line[(line.LastIndexOf(')') + 2)..].Split(' ');
            // A zombie: ended, but not yet reaped by its parent.
            return fields[State] is "Z" or "X" ? null : fields[Start];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string? StartElsewhere(int pid)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            return process.HasExited
                ? null
                : process.StartTime.ToUniversalTime().Ticks.ToString(CultureInfo.InvariantCulture);
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or Win32Exception)
        {
            return null;
        }
    }
}
