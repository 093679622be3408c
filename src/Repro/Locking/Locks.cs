using System.Globalization;
using System.Security.Cryptography;

namespace Repro.Locking;

/// <summary>
/// Takes locks for this process and waits for locks held by others. Locks only prevent duplicated or competing work.
/// The integrity of files does not depend on them: files are written atomically and checked against digests.
/// </summary>
/// <param name="machine">Where this process runs.</param>
/// <param name="command">Command line that identifies this process to a person.</param>
/// <param name="times">Timeouts and intervals.</param>
/// <param name="clock">Measures waits and supplies the times shown.</param>
/// <param name="say">Called at every poll with what is being waited for, and with null when the wait is over.</param>
public sealed class Locks(Machine machine, string command, LockTimes times, TimeProvider clock, Action<string?> say)
{
    /// <inheritdoc cref="TakeAnyAsync"/>
    public FileLock Take(string path, string subject, CancellationToken cancellation = default) =>
        TakeAsync(path, subject, cancellation).GetAwaiter().GetResult();

    /// <inheritdoc cref="TakeAnyAsync"/>
    public Task<FileLock> TakeAsync(string path, string subject, CancellationToken cancellation = default) =>
        TakeAnyAsync([path], subject, times.Limit, cancellation);

    /// <summary>The owner of a lock file, if its process is alive as far as can be told; else null.</summary>
    public LockOwner? LivingOwner(string path) =>
        LockOwner.Read(path) is { } owner && !machine.IsGone(owner) ? owner : null;

    /// <summary>Takes one of several locks, as soon as one is free or its owner is dead.</summary>
    /// <param name="paths">Paths of the lock files; their folders are created.</param>
    /// <param name="subject">What the lock protects, for messages.</param>
    /// <param name="limit">How long to wait for owners that are alive.</param>
    /// <param name="cancellation">Cancels the wait.</param>
    /// <exception cref="ReproException">The owner did not release it in time (exit code 70), or the lock cannot be
    /// written (3).</exception>
    internal async Task<FileLock> TakeAnyAsync(
        IReadOnlyList<string> paths,
        string subject,
        TimeSpan limit,
        CancellationToken cancellation
    )
    {
        var watch = new LockWatch(machine, times.Silence, clock);
        var began = clock.GetTimestamp();
        var said = false;
        try
        {
            while (true)
            {
                foreach (var path in paths)
                    if (Try(path, watch, subject) is { } taken)
                        return taken;
                var waited = clock.GetElapsedTime(began);
                var owner = string.Join(
                    " and ",
                    paths
                        .Select(path => LockOwner.Read(path)?.ToString() ?? $"an unknown owner (see {path})")
                        .Distinct()
                );
                if (waited >= limit)
                    throw TooLong(subject, owner, waited, limit, paths);
                say(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"waiting for {owner}: {subject}; {waited.TotalSeconds:F0} s of at most "
                            + $"{limit.TotalSeconds:F0} s"
                    )
                );
                said = true;
                await Task.Delay(times.Poll, clock, cancellation).ConfigureAwait(false);
            }
        }
        finally
        {
            if (said)
                say(null);
        }
    }

    private FileLock? Try(string path, LockWatch watch, string subject)
    {
        var me = machine.Owner(command) with
        {
            Since = clock.GetUtcNow(),
            Token = RandomNumberGenerator.GetHexString(16, lowercase: true),
        };
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            return FileLock.Create(path, me, clock, times.Beat)
                ?? (
                    watch.FindAbandoned(path) is { } dead ? FileLock.TakeOver(path, dead, me, clock, times.Beat) : null
                );
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw ReproException.Input(
                $"{subject}: its lock {path} cannot be written: {e.Message} Make the folder writable, or choose "
                    + "another.",
                e
            );
        }
    }

    private static ReproException TooLong(
        string subject,
        string owner,
        TimeSpan waited,
        TimeSpan limit,
        IReadOnlyList<string> paths
    ) =>
        new(
            ExitCode.ToolFailure,
            string.Create(
                CultureInfo.InvariantCulture,
                $"{subject}: in use by {owner}; waited {waited.TotalSeconds:F0} s, the limit is "
                    + $"{limit.TotalSeconds:F0} s. Run again when it is done, wait longer (--wait=MINUTES), end it, "
                    + $"or delete {string.Join(", ", paths)} if that process no longer exists."
            )
        );
}
