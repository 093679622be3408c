namespace Repro.Locking;

/// <summary>Watches other processes' locks and decides which owners are dead.</summary>
/// <remarks>
/// A process on this machine is dead if its id does not exist or belongs to another process. Any other owner is dead if
/// its lock does not change for a while. That time is measured with this process's monotonic clock, so clocks of two
/// machines are never compared.
/// </remarks>
/// <param name="machine">Where this process runs.</param>
/// <param name="silence">How long a lock may stay untouched before its owner counts as dead.</param>
/// <param name="clock">Measures that time.</param>
internal sealed class LockWatch(Machine machine, TimeSpan silence, TimeProvider clock)
{
    private readonly Dictionary<string, (LockSight Sight, long Since)> seen = new(StringComparer.Ordinal);

    /// <summary>The lock's state if its owner is dead; null if the owner is alive.</summary>
    public LockSight? FindAbandoned(string path)
    {
        var sight = LockSight.Read(path);
        if (sight.Bytes < 0)
            return null;
        if (sight.Owner is { } owner && machine.IsGone(owner))
            return sight;
        if (!seen.TryGetValue(path, out var last) || last.Sight != sight)
            seen[path] = last = (sight, clock.GetTimestamp());
        return !IsHere(sight.Owner) && clock.GetElapsedTime(last.Since) >= silence ? sight : null;
    }

    // A process on this machine that is stopped, or too busy to touch its lock, is still alive.
    private bool IsHere(LockOwner? owner) =>
        owner is not null && owner.Host == machine.Host && owner.System == machine.System;
}
