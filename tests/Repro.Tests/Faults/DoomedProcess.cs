using System.Diagnostics;
using System.Globalization;
using System.Reflection;

namespace Repro.Tests.Faults;

/// <summary>
/// A separate process that runs a static method of a test class and is ended by a signal in the middle of it.
/// </summary>
internal sealed class DoomedProcess : IDisposable
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(5),
        Patience = TimeSpan.FromMinutes(2);

    private readonly Process process;

    /// <param name="work">A static method that takes strings.</param>
    /// <param name="args">What it takes.</param>
    public DoomedProcess(Delegate work, params string[] args)
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows has no signals");
        process = Process.Start(
            new ProcessStartInfo(
                Environment.ProcessPath!,
                [
                    "exec",
                    typeof(DoomedProcess).Assembly.Location,
                    work.Method.DeclaringType!.FullName!,
                    work.Method.Name,
                    .. args,
                ]
            )
            {
                RedirectStandardError = true,
                RedirectStandardOutput = true,
            }
        )!;
    }

    /// <summary>Ends a process while it writes <paramref name="file"/>, half of which is then on the disk.</summary>
    /// <param name="disk">Where it writes.</param>
    /// <param name="file">The last names of the file's path.</param>
    /// <param name="signal"><c>KILL</c> or <c>TERM</c>.</param>
    /// <param name="work">What the process does.</param>
    /// <param name="args">What that takes.</param>
    /// <param name="time">Which write of the file; by default the first.</param>
    public static async Task EndWritingAsync(
        SmallDisk disk,
        string file,
        string signal,
        Delegate work,
        string[] args,
        int time = 1
    )
    {
        string half;
        using (var gate = DiskGate.Holding(disk, file, time))
        using (var process = new DoomedProcess(work, args))
        {
            await process.EndAsync(() => gate.Held.IsCompleted, signal);
            half = disk.Root + await gate.Held;
        }

        File.WriteAllText(half, "{ \"half\": ");
    }

    /// <summary>Ends the process once something is so.</summary>
    public async Task EndAsync(Func<bool> so, string signal)
    {
        var began = Stopwatch.GetTimestamp();
        while (!so())
        {
            if (process.HasExited || Stopwatch.GetElapsedTime(began) > Patience)
                throw new InvalidOperationException(
                    "It was over, or stood still, before it could be ended: "
                        + $"{(process.HasExited ? await process.StandardError.ReadToEndAsync() : "")}"
                );
            await Task.Delay(Poll);
        }

        using (var kill = Process.Start("kill", ["-" + signal, process.Id.ToString(CultureInfo.InvariantCulture)]))
            await kill.WaitForExitAsync();
        await process.WaitForExitAsync().WaitAsync(Patience);
        process.ExitCode.Should().Be(signal == "KILL" ? 137 : 143, "it was ended by the signal");
    }

    public void Dispose()
    {
        if (!process.HasExited)
            process.Kill();
        process.Dispose();
    }

    /// <summary>
    /// Of this assembly, when it is started as a program. The main thread stays free: it is the one that is sent a
    /// signal, and opening a file is not interrupted.
    /// </summary>
    private static void Main(string[] args)
    {
        var work = Type.GetType(args[0], throwOnError: true)!
            .GetMethod(args[1], BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)!;
        Task.Factory.StartNew(
                () => (work.Invoke(null, args[2..]) as Task)?.GetAwaiter().GetResult(),
                CancellationToken.None,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default
            )
            .GetAwaiter()
            .GetResult();
    }
}
