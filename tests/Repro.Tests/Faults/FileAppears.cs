namespace Repro.Tests.Faults;

/// <summary>
/// A clock that runs an action once, after a file has been written; working code asks it for the time regularly.
/// </summary>
/// <param name="path">The file.</param>
/// <param name="act">What it does.</param>
/// <param name="time">Provides the date; by default the system's.</param>
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
