namespace Repro.Locking;

/// <summary>State of a lock file at one moment. It changes as long as its owner is alive.</summary>
/// <param name="Owner">The owner it names; null for none.</param>
/// <param name="Bytes">Its length; -1 if there is no file.</param>
/// <param name="Touched">Its last write time, by any clock.</param>
internal sealed record LockSight(LockOwner? Owner, long Bytes, DateTime Touched)
{
    public static LockSight Read(string path)
    {
        var file = new FileInfo(path);
        return file.Exists ? new(LockOwner.Read(path), file.Length, file.LastWriteTimeUtc) : new(null, -1, default);
    }
}
