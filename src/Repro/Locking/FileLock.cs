using System.Text.Json;
using Repro.Files;

namespace Repro.Locking;

/// <summary>
/// A lock that this process holds: a file that names it, touched now and then so that other machines see it live, and
/// gone with <see cref="Dispose"/>. A process that ends without leaves the file, and whoever comes next takes it over.
/// </summary>
public sealed class FileLock : IDisposable
{
    public const string Ending = ".lock",
        Guard = ".taking";

    private const int Exists = 17,
        ExistsOnWindows = unchecked((int)0x80070050); // EEXIST, ERROR_FILE_EXISTS.

    private readonly string path;
    private readonly LockOwner owner;
    private readonly ITimer beat;

    private FileLock(string path, LockOwner owner, TimeProvider clock, TimeSpan beats)
    {
        this.path = path;
        this.owner = owner;
        beat = clock.CreateTimer(_ => Touch(clock), null, beats, beats);
    }

    public string Path => path;

    /// <summary>Makes the file, where there is none.</summary>
    /// <returns>Null where there is one.</returns>
    /// <exception cref="IOException">The file can be made by nobody.</exception>
    internal static FileLock? Create(string path, LockOwner owner, TimeProvider clock, TimeSpan beats)
    {
        FileStream stream;
        try
        {
            stream = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (IOException e) when (e.HResult is Exists or ExistsOnWindows)
        {
            return null; // Or was a moment ago: to look again whether it is there would take its release for a broken disk.
        }

        try
        {
            using (stream)
                JsonSerializer.Serialize(stream, owner, Json.Readable);
            return new FileLock(path, owner, clock, beats);
        }
        catch
        {
            File.Delete(path);
            throw;
        }
    }

    /// <summary>
    /// Puts a new owner in the place of a dead one, where the file is still what was judged. One process at a time gets
    /// here.
    /// </summary>
    internal static FileLock? TakeOver(
        string path,
        LockSight judged,
        LockOwner owner,
        TimeProvider clock,
        TimeSpan beats
    )
    {
        try
        {
            // The system lets go of this one by itself. It stays behind empty: whoever deleted it would let two in.
            using var alone = new FileStream(path + Guard, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            if (LockSight.Of(path) != judged)
                return null;
            SafeFile.WriteJson(path, owner);
            return new FileLock(path, owner, clock, beats);
        }
        catch (IOException) when (File.Exists(path + Guard))
        {
            return null; // Another process is here.
        }
    }

    public void Dispose()
    {
        beat.Dispose();
        if (LockOwner.Read(path)?.Token == owner.Token)
            Quietly(() => File.Delete(path));
    }

    // Only that the time changes counts, so a clock that is wrong does no harm.
    private void Touch(TimeProvider clock)
    {
        if (LockOwner.Read(path)?.Token == owner.Token)
            Quietly(() => File.SetLastWriteTimeUtc(path, clock.GetUtcNow().UtcDateTime));
    }

    private static void Quietly(Action action)
    {
        try
        {
            action();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException) { }
    }
}
