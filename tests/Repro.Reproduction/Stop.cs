using ReproBuild;

namespace Repro.Reproduction;

/// <summary>
/// Asks this process's trainings to keep what they have and end: on Ctrl+C, on a polite request to end, and where the
/// request file is gone, by which the build takes the request back. A second Ctrl+C ends the process.
/// </summary>
/// <remarks>
/// The request is watched by a thread of its own: those of the pool are few, and a test runner and a training can keep
/// them all busy for seconds.
/// </remarks>
internal static class Stop
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(250);

    private static readonly Interruption Interruption = new(); // For as long as the process lives.
    private static readonly CancellationTokenSource Withdrawn = CancellationTokenSource.CreateLinkedTokenSource(
        Interruption.Token
    );

    static Stop()
    {
        if (RequestFile.Path is { } path)
            new Thread(() => Watch(path)) { IsBackground = true, Name = "request watch" }.Start();
    }

    public static CancellationToken Token => Withdrawn.Token;

    private static void Watch(string path)
    {
        while (File.Exists(path))
            Thread.Sleep(Poll);
        Withdrawn.Cancel();
    }
}
