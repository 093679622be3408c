using System.Text;
using System.Text.Json;
using Repro.Files;
using Repro.Runs;

namespace ReproBuild.Progress;

/// <summary>Follows an <c>events.jsonl</c> that another process appends to or recreates.</summary>
/// <param name="path">The file; it need not exist yet.</param>
/// <param name="since">Earlier events belong to a previous run and are skipped.</param>
public sealed class EventTail(string path, DateTimeOffset since)
{
    /// <summary>Bytes read at a time.</summary>
    private const int Chunk = 16 << 20;

    private long position;

    /// <summary>Reads all remaining events, in chunks.</summary>
    public IReadOnlyList<RunEvent> ReadToEnd()
    {
        var all = new List<RunEvent>();
        for (var before = -1L; position != before; )
        {
            before = position;
            all.AddRange(Read());
        }

        return all;
    }

    /// <summary>
    /// Reads the complete lines added since the last call, up to one chunk. Lines that are not events are skipped.
    /// </summary>
    public IReadOnlyList<RunEvent> Read()
    {
        if (!File.Exists(path))
            return [];
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        if (stream.Length < position)
            position = 0;
        stream.Position = position;
        var bytes = new byte[Math.Min(stream.Length - position, Chunk)];
        stream.ReadExactly(bytes);
        var whole = Array.LastIndexOf(bytes, (byte)'\n') + 1;
        if (whole == 0 && bytes.Length > RunEventLog.LongestLine)
            whole = bytes.Length; // However it ends, it is no event.
        position += whole;
        return
        [
            .. Encoding
                .UTF8.GetString(bytes, 0, whole)
                .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(Parse)
                .OfType<RunEvent>()
                .Where(e => e.Time >= since),
        ];
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
