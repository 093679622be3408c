using System.Text.Json;
using Repro.Files;

namespace Repro.Locking;

/// <summary>
/// A lock that this process holds: a file that names the process. It is touched regularly, so that other machines can
/// see that the owner is alive, and deleted by <see cref="Dispose"/>. If a process ends without disposing, the file
/// stays and the next process takes it over.
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

    /// <summary>Creates the file if it does not exist.</summary>
    /// <returns>Null if the file exists.</returns>
    /// <exception cref="IOException">The file cannot be created.</exception>
    internal static FileLock? Create(string path, LockOwner owner, TimeProvider clock, TimeSpan beats)
    {
        FileStream stream;
        try
        {
            stream = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (IOException e) when (e.HResult is Exists or ExistsOnWindows)
        {
            // Or was a moment ago: to look again whether it is there would take its release for a broken disk.
            return null;
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
    /// Replaces a dead owner, if the file is still the one that was inspected. Only one process at a time gets here.
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
            // The system releases this lock when the process ends. The empty file is kept: deleting it could let two
            // processes in.
            using var alone = new FileStream(path + Guard, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            if (LockSight.Read(path) != judged)
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

    // Only a change of the time matters, so a wrong clock does no harm.
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
