using System.Text;

namespace ReproBuild;

/// <summary>
/// Writes to a terminal while it exists. After a terminal is closed every write fails, which would end this process
/// before it has saved its state.
/// </summary>
public sealed class HangUpWriter(TextWriter terminal) : TextWriter
{
    private bool closed;

    public override Encoding Encoding => terminal.Encoding;

    public override void Write(char value) => Try(() => terminal.Write(value));

    public override void Write(char[] buffer, int index, int count) => Try(() => terminal.Write(buffer, index, count));

    public override void Write(string? value) => Try(() => terminal.Write(value));

    public override void Flush() => Try(terminal.Flush);

    /// <summary>
    /// Installs it for the process's console if that is a terminal; errors of a file or pipe are still reported.
    /// </summary>
    public static void Install()
    {
        if (!Console.IsOutputRedirected)
            Console.SetOut(new HangUpWriter(Console.Out));
        if (!Console.IsErrorRedirected)
            Console.SetError(new HangUpWriter(Console.Error));
    }

    private void Try(Action write)
    {
        if (closed)
            return;
        try
        {
            write();
        }
        catch (IOException)
        {
            closed = true;
        }
    }
}
