using System.Text;
using System.Text.Json;

namespace Repro.Experiment;

/// <summary>Appends to <c>events.jsonl</c>, one whole line at a time, so that whoever follows the file never sees half an event.</summary>
public sealed class RunEventLog : IDisposable
{
    private readonly FileStream stream;

    public RunEventLog(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        stream = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
    }

    public void Add(RunEvent runEvent) => stream.Write(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(runEvent, Json.Canonical) + "\n"));

    public void Dispose() => stream.Dispose();

    /// <summary>The whole lines of an event file, oldest first; none where it does not exist. A line that is not an event is passed over.</summary>
    public static IEnumerable<RunEvent> Read(string path)
    {
        if (!File.Exists(path)) yield break;
        using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
        while (reader.ReadLine() is { } line)
        {
            if (Parse(line) is { } runEvent) yield return runEvent;
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
