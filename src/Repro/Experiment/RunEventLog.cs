using System.Text;
using System.Text.Json;

namespace Repro.Experiment;

/// <summary>Appends to <c>events.jsonl</c>, one whole line at a time, so that whoever follows the file never sees half an event.</summary>
public sealed class RunEventLog : IDisposable
{
    private readonly FileStream stream;
    private readonly TimeProvider clock;

    public RunEventLog(string path, TimeProvider clock)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        stream = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        this.clock = clock;
    }

    /// <summary>Appends <paramref name="runEvent"/> with the clock's time.</summary>
    public void Add(RunEvent runEvent) =>
        stream.Write(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(runEvent with { Time = clock.GetUtcNow() }, Json.Canonical) + "\n"));

    public void Add(RunEventKind kind, string? message = null) => Add(new RunEvent { Time = clock.GetUtcNow(), Kind = kind, Message = message });

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
