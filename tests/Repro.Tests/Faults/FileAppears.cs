namespace Repro.Tests.Faults;

/// <summary>A clock, for whatever works asks it the time: it does something once, after a file has been written.</summary>
/// <param name="path">The file.</param>
/// <param name="act">What it does.</param>
internal sealed class FileAppears(string path, Action act) : TimeProvider
{
    private bool done;

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
