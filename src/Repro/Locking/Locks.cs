using System.Globalization;
using System.Security.Cryptography;

namespace Repro.Locking;

/// <summary>
/// Takes locks for this process, and waits for those of others. A lock keeps processes from doing the same work twice
/// or at each other's expense; that files are whole never rests on it: they are written beside and renamed, and read
/// against digests.
/// </summary>
/// <param name="machine">Where this process runs.</param>
/// <param name="command">That a person would know this process by.</param>
/// <param name="times">The patience.</param>
/// <param name="clock">Waits, and stamps what is shown.</param>
/// <param name="say">Told what is waited for, at every look, and null when that is over.</param>
public sealed class Locks(Machine machine, string command, LockTimes times, TimeProvider clock, Action<string?> say)
{
    /// <inheritdoc cref="TakeAnyAsync"/>
    public FileLock Take(string path, string subject, CancellationToken cancellation = default) =>
        TakeAsync(path, subject, cancellation).GetAwaiter().GetResult();

    /// <inheritdoc cref="TakeAnyAsync"/>
    public Task<FileLock> TakeAsync(string path, string subject, CancellationToken cancellation = default) =>
        TakeAnyAsync([path], subject, times.Limit, cancellation);

    /// <summary>Whether a file is the lock of a process that, as far as can be told, lives.</summary>
    public LockOwner? LivingOwner(string path) =>
        LockOwner.Read(path) is { } owner && !machine.IsGone(owner) ? owner : null;

    /// <summary>Takes one lock of several, as soon as it is free or its owner is dead.</summary>
    /// <param name="paths">Of the lock files; their folders are made.</param>
    /// <param name="subject">What the lock is about, for messages.</param>
    /// <param name="limit">How long to wait for living owners.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <exception cref="ReproException">The owner was not done in time (exit code 70), or the lock cannot be written
    /// (3).</exception>
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
                        .Select(path => LockOwner.Read(path)?.ToString() ?? $"somebody whom {path} does not name")
                        .Distinct()
                );
                if (waited >= limit)
                    throw TooLong(subject, owner, waited, limit, paths);
                say(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"waits for {owner}: {subject}; {waited.TotalSeconds:F0} s of at most {limit.TotalSeconds:F0} s"
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
                $"{subject}: its lock {path} cannot be written: {e.Message} Make the folder writable, or name "
                    + "another one.",
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
                $"{subject}: in use by {owner}; waited {waited.TotalSeconds:F0} s, at most "
                    + $"{limit.TotalSeconds:F0} s. Run again when it is done, wait longer (--wait=MINUTES), end it, "
                    + $"or delete {string.Join(", ", paths)} where it is no more."
            )
        );
}
