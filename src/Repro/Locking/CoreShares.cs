using System.Globalization;

namespace Repro.Locking;

/// <summary>
/// Shares this machine's cores between the trainings of all clones that use one cache. A training takes one core per
/// thread and keeps them until it ends. It waits if they are taken, because fewer threads would change its numbers.
/// </summary>
/// <param name="locks">Takes one lock per core.</param>
/// <param name="folder">Folder of these locks, specific to this machine.</param>
/// <param name="cores">Number of cores.</param>
/// <param name="limit">How long to wait. After that, training starts anyway: slower, but with bitwise equal
/// results.</param>
/// <param name="clock">Measures the wait.</param>
public sealed class CoreShares(Locks locks, string folder, int cores, TimeSpan limit, TimeProvider clock)
{
    /// <summary>Takes one core per thread, or all cores if there are fewer.</summary>
    /// <returns>Releases the cores when disposed.</returns>
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

    // Only one process at a time collects cores. This prevents deadlock, and a process that needs many cores is not
    // starved by those that need few.
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
