using System.Text;
using System.Text.Json;
using Repro.Files;

namespace Repro.Runs;

/// <summary>
/// Appends to <c>events.jsonl</c>, one complete line at a time, so that readers never see half an event.
/// </summary>
public sealed class RunEventLog : IDisposable
{
    /// <summary>Maximum length of a message in UTF-16 units; longer messages are truncated.</summary>
    public const int LongestMessage = 2_000;

    /// <summary>
    /// Maximum length of a line in bytes, without the line feed. Each UTF-16 unit of the message takes at most six
    /// bytes and the rest about 400, so every written line fits.
    /// </summary>
    public const int LongestLine = 1 << 14;

    private readonly FileStream stream;

    /// <exception cref="FileNotWritten">The file cannot be written (exit code 70).</exception>
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

    /// <exception cref="FileNotWritten">The file cannot be written (exit code 70).</exception>
    public void Add(RunEvent runEvent) =>
        Write(JsonSerializer.Serialize(runEvent with { Message = Shortened(runEvent.Message) }, Json.Canonical) + "\n");

    public void Dispose() => stream.Dispose();

    /// <summary>
    /// The complete lines of an event file, oldest first; empty if it does not exist. Lines that are not events are
    /// skipped.
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

    /// <summary>Whether the last write was cut off. The next event must then start on a new line.</summary>
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
