using Repro;

namespace ReproBuild.Fixtures;

/// <summary>Watches for signs of progress: files that the fixtures write as they get on.</summary>
/// <remarks>
/// The training thread itself writes them, after a batch, a sentence or a test. A heartbeat beside it would go on
/// beating while training hangs.
/// </remarks>
/// <param name="files">Events, log and waiting note; they need not exist yet.</param>
/// <param name="limit">How long none of them may change.</param>
/// <param name="clock">Tells how long that is.</param>
public sealed class SilenceWatch(IReadOnlyList<string> files, TimeSpan limit, TimeProvider clock)
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(500);

    /// <summary>Watches until <paramref name="ended"/>, or until the limit is reached.</summary>
    /// <returns>How long the silence was that reached it; null where <paramref name="ended"/> came first.</returns>
    public async Task<TimeSpan?> WatchAsync(Task ended)
    {
        var (last, silent, looked) = (Look(), TimeSpan.Zero, clock.GetTimestamp());
        while (await Task.WhenAny(ended, Task.Delay(Poll, clock)) != ended)
        {
            // Time that this process itself was stopped, or the machine asleep, is nobody's silence.
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
