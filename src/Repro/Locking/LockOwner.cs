using System.Globalization;
using System.Text.Json;
using Repro.Files;

namespace Repro.Locking;

/// <summary>The owner of a lock, as stored in the lock file.</summary>
/// <param name="Pid">Id of the process.</param>
/// <param name="Host">Name of its machine.</param>
/// <param name="System">See <see cref="Machine"/>.</param>
/// <param name="Started">See <see cref="Machine.StartOf"/>.</param>
/// <param name="Command">Command line that identifies the process to a person.</param>
/// <param name="Since">When it took the lock, UTC; for display only.</param>
/// <param name="Token">Random; unique to this acquisition.</param>
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
    /// The part of a command that the lock file stores. The file must not exceed the length that is read back, and a
    /// character takes at most six bytes.
    /// </summary>
    public static string Shortened(string command) => command.Length <= LongestKept ? command : command[..LongestKept];

    /// <summary>
    /// The owner that a lock file names; null if the file is missing, empty, truncated or not a lock file.
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
