namespace Repro.Tests.Faults;

/// <summary>
/// A clock, for whatever works asks it the time: it does something once, after a file has been written.
/// </summary>
/// <param name="path">The file.</param>
/// <param name="act">What it does.</param>
/// <param name="time">Tells the date; the system's unless told otherwise.</param>
internal sealed class FileAppears(string path, Action act, TimeProvider? time = null) : TimeProvider
{
    private bool done;

    public override DateTimeOffset GetUtcNow() => (time ?? System).GetUtcNow();

    public override long GetTimestamp()
    {
        if (!done && File.Exists(path))
        {
            done = true;
            act();
        }

        return System.GetTimestamp();
    }
}
