namespace Repro.Locking;

/// <summary>What a lock file looks like at one moment. While its owner lives, it changes.</summary>
/// <param name="Owner">That it names; null for none.</param>
/// <param name="Bytes">Its length; -1 where there is no file.</param>
/// <param name="Touched">Its time, by whatever clock.</param>
internal sealed record LockSight(LockOwner? Owner, long Bytes, DateTime Touched)
{
    public static LockSight Of(string path)
    {
        var file = new FileInfo(path);
        return file.Exists ? new(LockOwner.Read(path), file.Length, file.LastWriteTimeUtc) : new(null, -1, default);
    }
}
