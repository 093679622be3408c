using Repro;

namespace ReproBuild.Fixtures;

/// <summary>Watches for progress: changes of the files that the fixtures write.</summary>
/// <remarks>
/// The training thread itself writes them, after a batch, a sentence or a test. A separate heartbeat would continue
/// even if training hangs.
/// </remarks>
/// <param name="files">Events, log and waiting note; they need not exist yet.</param>
/// <param name="limit">How long none of them may change.</param>
/// <param name="clock">Measures that time.</param>
public sealed class SilenceWatch(IReadOnlyList<string> files, TimeSpan limit, TimeProvider clock)
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(500);

    /// <summary>Watches until <paramref name="ended"/>, or until the limit is reached.</summary>
    /// <returns>The duration of the silence that reached the limit; null if <paramref name="ended"/> came
    /// first.</returns>
    public async Task<TimeSpan?> WatchAsync(Task ended)
    {
        var (last, silent, looked) = (Look(), TimeSpan.Zero, clock.GetTimestamp());
        while (await Task.WhenAny(ended, Task.Delay(Poll, clock)) != ended)
        {
            // Time during which this process was stopped, or the machine asleep, does not count.
            var passed = clock.GetElapsedTime(looked);
            var now = Look();
            silent = now.Equals(last) ? silent + (passed < 2 * Poll ? passed : 2 * Poll) : TimeSpan.Zero;
            (last, looked) = (now, clock.GetTimestamp());
            if (silent >= limit)
                return silent;
        }

        await ended;
        return null;
    }

    private EquatableList<(long, DateTime)> Look() =>
        [
            .. files
                .Select(path => new FileInfo(path))
                .Select(file => file.Exists ? (file.Length, file.LastWriteTimeUtc) : (-1, default)),
        ];
}
