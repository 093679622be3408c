using System.Text;
using System.Text.Json;
using Repro.Files;

namespace Repro.Runs;

/// <summary>
/// Appends to <c>events.jsonl</c>, one whole line at a time, so that whoever follows the file never sees half an event.
/// </summary>
public sealed class RunEventLog : IDisposable
{
    /// <summary>UTF-16 units of a message at most; the rest of a longer one is not written.</summary>
    public const int LongestMessage = 2_000;

    /// <summary>
    /// Bytes of a line at most, without its end. A unit of a message takes six at most, and all else some 400, so what
    /// is written always fits.
    /// </summary>
    public const int LongestLine = 1 << 14;

    private readonly FileStream stream;

    /// <exception cref="FileNotWritten">The disk would not take it (exit code 70).</exception>
    public RunEventLog(string path)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            stream = new FileStream(
                path,
                FileMode.OpenOrCreate,
                FileAccess.ReadWrite,
                FileShare.ReadWrite | FileShare.Delete,
                bufferSize: 0
            );
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new FileNotWritten(path, e);
        }

        if (EndsWithinALine())
            Write("\n");
    }

    /// <exception cref="FileNotWritten">The disk would not take it (exit code 70).</exception>
    public void Add(RunEvent runEvent) =>
        Write(JsonSerializer.Serialize(runEvent with { Message = Shortened(runEvent.Message) }, Json.Canonical) + "\n");

    public void Dispose() => stream.Dispose();

    /// <summary>
    /// The whole lines of an event file, oldest first; none where it does not exist. A line that is not an event is
    /// passed over.
    /// </summary>
    public static IEnumerable<RunEvent> Read(string path)
    {
        if (!File.Exists(path))
            yield break;
        using var reader = new StreamReader(
            new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete)
        );
        while (reader.ReadLine() is { } line)
        {
            if (Parse(line) is { } runEvent)
                yield return runEvent;
        }
    }

    private static string? Shortened(string? message)
    {
        if (message is null || message.Length <= LongestMessage)
            return message;
        var kept = LongestMessage - 1;
        return message[..(char.IsHighSurrogate(message[kept - 1]) ? kept - 1 : kept)] + "…";
    }

    /// <summary>Whether whoever wrote last was cut off; what comes next must not become part of that line.</summary>
    private bool EndsWithinALine()
    {
        if (stream.Length == 0)
            return false;
        stream.Seek(-1, SeekOrigin.End);
        return stream.ReadByte() is not '\n' and not -1;
    }

    private void Write(string text)
    {
        try
        {
            stream.Seek(0, SeekOrigin.End);
            stream.Write(Encoding.UTF8.GetBytes(text));
        }
        catch (IOException e)
        {
            throw new FileNotWritten(stream.Name, e);
        }
    }

    private static RunEvent? Parse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<RunEvent>(line, Json.Canonical);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
