using System.Globalization;
using System.Text.Json;
using Repro.Files;

namespace Repro.Locking;

/// <summary>Who holds a lock: the JSON that its file holds.</summary>
/// <param name="Pid">Id of the process.</param>
/// <param name="Host">Name of its machine.</param>
/// <param name="System">See <see cref="Machine"/>.</param>
/// <param name="Started">See <see cref="Machine.StartOf"/>.</param>
/// <param name="Command">What a person would know it by.</param>
/// <param name="Since">When it took the lock, UTC; shown, and never reckoned with.</param>
/// <param name="Token">Of this one taking.</param>
public sealed record LockOwner(
    int Pid,
    string Host,
    string System,
    string Started,
    string Command,
    DateTimeOffset Since,
    string Token
)
{
    private const int Longest = 1 << 16,
        LongestCommand = 200,
        LongestKept = 1_000;

    /// <summary>
    /// As much of a command as a lock keeps: its file must not get longer than what is read of it, and a unit of text
    /// takes six bytes at most.
    /// </summary>
    public static string Shortened(string command) => command.Length <= LongestKept ? command : command[..LongestKept];

    /// <summary>
    /// The owner that a lock file names; null where there is no such file, or where it names none: it is empty, cut off
    /// or something else.
    /// </summary>
    public static LockOwner? Read(string path)
    {
        try
        {
            using var stream = new FileStream(
                path,
                FileMode.Open,
                FileAccess.Read,
                FileShare.ReadWrite | FileShare.Delete
            );
            return stream.Length > Longest ? null : JsonSerializer.Deserialize<LockOwner>(stream, Json.Readable);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    /// <summary><c>process 4711 on box (./cake.sh --target=Train) since 2026-11-25 14:05 UTC</c>.</summary>
    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"process {Pid} on {TerminalText.Of(Host, LongestCommand)} "
                + $"({TerminalText.Of(Command, LongestCommand)}) since {Since.UtcDateTime:yyyy-MM-dd HH:mm} UTC"
        );
}
