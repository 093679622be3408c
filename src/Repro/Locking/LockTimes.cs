namespace Repro.Locking;

/// <summary>The patience of locks.</summary>
/// <param name="Limit">How long a process waits for a living owner.</param>
public sealed record LockTimes(TimeSpan Limit)
{
    /// <summary>How long a process waits by default: longer than any one experiment takes.</summary>
    public static readonly TimeSpan DefaultLimit = TimeSpan.FromHours(6);

    /// <summary>How often a waiting process looks.</summary>
    public TimeSpan Poll { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>How often an owner touches its lock.</summary>
    public TimeSpan Beat { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// An owner whose machine cannot be asked is dead where its lock was not touched for so long; network file systems
    /// show a touch within a minute.
    /// </summary>
    public TimeSpan Silence { get; init; } = TimeSpan.FromMinutes(3);
}
