namespace ReproBuild.Fixtures;

/// <summary>
/// Writes the test runner's output to a file. The last lines are also kept in memory, because on a full disk the reason
/// could not be written.
/// </summary>
/// <param name="writer">Writer of the log file.</param>
/// <param name="tail">Number of lines kept in memory.</param>
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
    /// Adds a line; null, the end of a stream, is ignored. It is called from unobserved threads, so it must not throw.
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
            // Ignored: pending lines that could not be written before cannot be written now.
        }

        file = null;
    }
}
