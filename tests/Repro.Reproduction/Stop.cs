using ReproBuild;

namespace Repro.Reproduction;

/// <summary>
/// Asks this process's trainings to keep what they have and end: on Ctrl+C, on a polite request to end, and where the request file is gone, by
/// which the build takes the request back. A second Ctrl+C ends the process.
/// </summary>
internal static class Stop
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(250);

    private static readonly Interruption Interruption = new(); // For as long as the process lives.
    private static readonly CancellationTokenSource Withdrawn = CancellationTokenSource.CreateLinkedTokenSource(Interruption.Token);
    private static readonly Timer? Watch = RequestFile.Path is { } path ? new Timer(_ => CancelWithout(path), null, Poll, Poll) : null;

    public static CancellationToken Token => Watch is null ? Interruption.Token : Withdrawn.Token;

    private static void CancelWithout(string path)
    {
        if (!File.Exists(path)) Withdrawn.Cancel();
    }
}
