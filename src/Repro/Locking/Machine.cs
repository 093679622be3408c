using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace Repro.Locking;

/// <summary>The processes of a machine, as locks tell them apart.</summary>
/// <param name="Host">Its name.</param>
/// <param name="System">Boot and process namespace: where host and system are equal, so is what a process id means. A
/// container is a system of its own.</param>
/// <param name="StartOf">When a process began, in a form that another process of the same id does not have; null where
/// none has the id.</param>
public sealed record Machine(string Host, string System, Func<int, string?> StartOf)
{
    /// <summary>Where this process runs.</summary>
    public static Machine OfProcess() =>
        new(Environment.MachineName, SystemOfProcess(), OperatingSystem.IsLinux() ? StartOnLinux : StartElsewhere);

    /// <summary>Who this process is, to put on a lock.</summary>
    /// <param name="command">That a person would know it by.</param>
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
    /// Whether the owner was a process of this machine and is no more. False also means: it cannot be told from here.
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

    // Ticks since the boot: setting the clock does not move them, as it moves what Process.StartTime makes of them.
    private static string? StartOnLinux(int pid)
    {
        const int State = 0,
            Start = 19;
        try
        {
            var line = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/stat"));
            var fields = line[(line.LastIndexOf(')') + 2)..].Split(' '); // The name in brackets before may hold anything.
            return fields[State] is "Z" or "X" ? null : fields[Start]; // Ended, and not yet collected by its parent.
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
