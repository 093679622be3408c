namespace Repro.Locking;

/// <summary>Watches other processes' locks, and judges which of their owners are dead.</summary>
/// <remarks>
/// A process of this machine is dead where its id is gone or another's. Any other owner is dead once its lock has not
/// changed for a while of this process's own monotonic clock, so that no two clocks are ever compared.
/// </remarks>
/// <param name="machine">Where this process runs.</param>
/// <param name="silence">How long a lock is not touched before its owner is dead.</param>
/// <param name="clock">Tells how long that is.</param>
internal sealed class LockWatch(Machine machine, TimeSpan silence, TimeProvider clock)
{
    private readonly Dictionary<string, (LockSight Sight, long Since)> seen = new(StringComparer.Ordinal);

    /// <summary>What was seen of the lock of a dead owner; null where the owner lives.</summary>
    public LockSight? FindAbandoned(string path)
    {
        var sight = LockSight.Of(path);
        if (sight.Bytes < 0)
            return null;
        if (sight.Owner is { } owner && machine.IsGone(owner))
            return sight;
        if (!seen.TryGetValue(path, out var last) || last.Sight != sight)
            seen[path] = last = (sight, clock.GetTimestamp());
        return !IsHere(sight.Owner) && clock.GetElapsedTime(last.Since) >= silence ? sight : null;
    }

    // A process of this machine that is stopped, or too busy to touch its lock, lives all the same.
    private bool IsHere(LockOwner? owner) =>
        owner is not null && owner.Host == machine.Host && owner.System == machine.System;
}
