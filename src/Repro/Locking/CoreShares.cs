using System.Globalization;

namespace Repro.Locking;

/// <summary>
/// The cores of this machine, shared out among the trainings of all clones that use one cache. A training takes as many
/// as it has threads and keeps them to its end: it waits where others have them, because with fewer threads its numbers
/// would be others.
/// </summary>
/// <param name="locks">Takes a lock a core.</param>
/// <param name="folder">Of these locks, the machine's own.</param>
/// <param name="cores">How many there are.</param>
/// <param name="limit">How long to wait; then it trains beside the others: slower, and to the same bits.</param>
/// <param name="clock">Tells how long that is.</param>
public sealed class CoreShares(Locks locks, string folder, int cores, TimeSpan limit, TimeProvider clock)
{
    /// <summary>Takes a core a thread, all of them where there are fewer.</summary>
    /// <returns>Gives them back when it is disposed of.</returns>
    public IDisposable Take(int threads, CancellationToken cancellation = default)
    {
        var taken = new Held();
        try
        {
            Gather(taken, threads, cancellation);
        }
        catch (ReproException)
        {
            taken.Dispose(); // They were not free in time, or the folder is read-only: no reason not to train.
        }
        catch
        {
            taken.Dispose();
            throw;
        }

        return taken;
    }

    // Whose turn it is gathers alone, so no two wait for one another's half, and one that needs many is not passed for
    // ever by those that need few.
    private void Gather(Held taken, int threads, CancellationToken cancellation)
    {
        var began = clock.GetTimestamp();
        using var turn = Wait(["turn"], "others wait for cores before it");
        for (var i = 0; i < Math.Min(threads, cores); i++)
            taken.Add(
                Wait(
                    [
                        .. Enumerable
                            .Range(0, cores)
                            .Select(core => string.Create(CultureInfo.InvariantCulture, $"core-{core}"))
                            .Except(taken.Names),
                    ],
                    $"{threads} of {cores} cores are for its threads"
                )
            );

        FileLock Wait(IReadOnlyList<string> names, string subject) =>
            locks
                .TakeAnyAsync(
                    [.. names.Select(name => Path.Combine(folder, name + ".lock"))],
                    subject,
                    limit - clock.GetElapsedTime(began),
                    cancellation
                )
                .GetAwaiter()
                .GetResult();
    }

    private sealed class Held : IDisposable
    {
        private readonly List<FileLock> locks = [];

        public IEnumerable<string> Names => locks.Select(l => Path.GetFileNameWithoutExtension(l.Path));

        public void Add(FileLock taken) => locks.Add(taken);

        public void Dispose()
        {
            foreach (var one in locks)
                one.Dispose();
            locks.Clear();
        }
    }
}
