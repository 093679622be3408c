namespace Repro.Locking;

/// <summary>Timeouts and intervals of locks.</summary>
/// <param name="Limit">How long a process waits for a living owner.</param>
public sealed record LockTimes(TimeSpan Limit)
{
    /// <summary>Default wait: longer than any single experiment takes.</summary>
    public static readonly TimeSpan DefaultLimit = TimeSpan.FromHours(6);

    /// <summary>How often a waiting process checks the lock.</summary>
    public TimeSpan Poll { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>How often an owner touches its lock.</summary>
    public TimeSpan Beat { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// An owner on another machine counts as dead if its lock was not touched for this long. Network file systems show
    /// a touch within a minute.
    /// </summary>
    public TimeSpan Silence { get; init; } = TimeSpan.FromMinutes(3);
}
