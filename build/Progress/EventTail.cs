using System.Text;
using System.Text.Json;
using Repro.Files;
using Repro.Runs;

namespace ReproBuild.Progress;

/// <summary>Follows an <c>events.jsonl</c> that another process appends to, or makes anew.</summary>
/// <param name="path">The file; it need not exist yet.</param>
/// <param name="since">Events before this are of an earlier run and are passed over.</param>
public sealed class EventTail(string path, DateTimeOffset since)
{
    /// <summary>Bytes that one call reads at most; an event has a few hundred.</summary>
    private const int Longest = 16 << 20;

    private long position;

    /// <summary>The whole lines that were added since the last call. A line that is no event is passed over.</summary>
    public IReadOnlyList<RunEvent> Read()
    {
        if (!File.Exists(path))
            return [];
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        if (stream.Length < position)
            position = 0;
        stream.Position = position;
        var bytes = new byte[Math.Min(stream.Length - position, Longest)];
        stream.ReadExactly(bytes);
        var whole = Array.LastIndexOf(bytes, (byte)'\n') + 1;
        if (whole == 0 && bytes.Length == Longest)
            whole = Longest; // However it ends, no event is that long.
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
