namespace ReproBuild.Fixtures;

/// <summary>
/// What the test runner says, in a file; its last lines are also kept here, for a disk that is full has no room for
/// why.
/// </summary>
/// <param name="writer">Of the file.</param>
/// <param name="tail">Lines kept.</param>
public sealed class FixtureLog(TextWriter writer, int tail) : IDisposable
{
    private readonly Lock gate = new();
    private readonly Queue<string> last = [];
    private TextWriter? file = writer;

    /// <summary>The last lines that are not empty.</summary>
    public string Tail
    {
        get
        {
            lock (gate)
                return string.Join('\n', last);
        }
    }

    /// <summary>
    /// Adds a line; null, which ends a stream, adds none. Called from threads that nobody awaits, so it must not fail.
    /// </summary>
    public void Add(string? line)
    {
        lock (gate)
        {
            if (line is null)
                return;
            if (line.Trim().Length > 0)
                last.Enqueue(line);
            if (last.Count > tail)
                last.Dequeue();
            ToFile(line);
        }
    }

    public void Dispose()
    {
        lock (gate)
            Close();
    }

    private void ToFile(string line)
    {
        try
        {
            file?.WriteLine(line);
        }
        catch (IOException)
        {
            Close();
        }
    }

    private void Close()
    {
        try
        {
            file?.Dispose();
        }
        catch (IOException)
        {
            // What could not be written before cannot be written now.
        }

        file = null;
    }
}
