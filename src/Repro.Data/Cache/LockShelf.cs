using Repro.Files;
using Repro.Locking;

namespace Repro.Data.Cache;

/// <summary>
/// Locks: <c>locks/HOST/core-0.lock</c> of trainings, <c>locks/downloads/SHA256.lock</c>; a live owner touches its lock
/// regularly.
/// </summary>
internal sealed class LockShelf() : CacheShelf("locks", depth: 2)
{
    public override CachedFile? Judge(FileInfo file, DateTimeOffset now)
    {
        if (Leftover(file, now, IsLock) is { } leftover)
            return leftover;
        if (!IsLock(file.Name) && !file.Name.EndsWith(FileLock.Ending + FileLock.Guard, StringComparison.Ordinal))
            return null;
        return now - file.LastWriteTimeUtc > SafeFile.StaleTempFileAge
            ? Is(file, CachedState.Stale, "a lock left over")
            : Is(file, CachedState.Unfinished, "a lock");
    }

    private static bool IsLock(string name) => name.EndsWith(FileLock.Ending, StringComparison.Ordinal);
}
