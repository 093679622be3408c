using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Repro.Files;

/// <summary>What JSON files are read and refused by; <see cref="SafeFile"/> reads and writes them.</summary>
internal static class JsonFile
{
    /// <summary>
    /// Bytes of a JSON file at most, written or read; the longest of ours, 25,000 predictions, has about 2 MB.
    /// </summary>
    public const int Longest = 64 << 20;

    private const int LongestQuote = 1_000;

    private static readonly string[] ConflictMarkers = ["<<<<<<< ", "||||||| ", "=======", ">>>>>>> "];

    /// <param name="path">The file.</param>
    /// <param name="whereMissing">A sentence: how to get one.</param>
    /// <param name="whereDamaged">A sentence: how to get a good one.</param>
    /// <exception cref="ReproException">The file is missing, too long, or is not the JSON of a
    /// <typeparamref name="T"/> (exit code 3).</exception>
    public static T Read<T>(string path, string whereMissing, string whereDamaged) =>
        TryRead<T>(path, whereMissing, whereDamaged, out var value, out var fault)
            ? value
            : throw ReproException.Input(fault.Text, fault.Cause);

    /// <summary>The same, without an exception.</summary>
    /// <param name="path">The file.</param>
    /// <param name="whereMissing">A sentence: how to get one.</param>
    /// <param name="whereDamaged">A sentence: how to get a good one.</param>
    /// <param name="value">What it holds.</param>
    /// <param name="fault">Why it cannot be read; null where it was.</param>
    public static bool TryRead<T>(
        string path,
        string whereMissing,
        string whereDamaged,
        [NotNullWhen(true)] out T? value,
        [NotNullWhen(false)] out JsonFault? fault
    )
    {
        (value, fault) = (default, null);
        byte[] bytes = [];
        try
        {
            bytes = ReadAll(path);
            value =
                JsonSerializer.Deserialize<T>(WithoutMark(bytes), Json.Readable)
                ?? throw new JsonException("it holds null.", null, 0, null);
            return true;
        }
        catch (JsonException e)
        {
            var line = e.LineNumber is { } number
                ? string.Create(CultureInfo.InvariantCulture, $", line {number + 1}")
                : "";
            fault = new(
                $"{path}{line}: not readable as {typeof(T).Name}: {TerminalText.Of(Why(e, bytes), LongestQuote)} {whereDamaged}",
                e
            );
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            fault = new($"{path}: missing. {whereMissing}", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            fault = new($"{path}: cannot be read: {TerminalText.Of(e.Message, LongestQuote)} {whereDamaged}", e);
        }

        return false;
    }

    /// <returns><paramref name="text"/>.</returns>
    /// <exception cref="ReproException">It is longer than what is read again (exit code 70).</exception>
    public static string Checked(string path, string text) =>
        Encoding.UTF8.GetByteCount(text) is var bytes && bytes <= Longest
            ? text
            : throw new ReproException(
                ExitCode.ToolFailure,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{path}: not written: it would have {bytes:N0} bytes, and at most {Longest:N0} are read again. "
                        + $"Ask for less: fewer reviews, sentences or seeds."
                )
            );

    private static byte[] ReadAll(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
        if (stream.Length > Longest)
            throw new JsonException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"it has {stream.Length:N0} bytes, at most {Longest:N0} are read."
                )
            );
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>Without a byte order mark, which some editors put before UTF-8.</summary>
    private static ReadOnlySpan<byte> WithoutMark(byte[] bytes) =>
        bytes is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..]
            ? throw new JsonException("it is UTF-16, and UTF-8 is read.", null, 0, null)
        : bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? bytes.AsSpan(Encoding.UTF8.Preamble.Length)
        : bytes;

    // The serializer ends its messages with the place, lines from 0; the line stands before them, from 1.
    private static string Why(JsonException e, byte[] bytes) =>
        e.LineNumber is { } line
        && Encoding.UTF8.GetString(bytes).Split('\n').ElementAtOrDefault((int)line) is { } text
        && ConflictMarkers.Any(marker => text.StartsWith(marker, StringComparison.Ordinal))
            ? "it holds the two sides of a merge conflict."
            : e.Message.Split(" Path: ")[0].Split(" LineNumber: ")[0];
}

/// <summary>Why a JSON file cannot be read.</summary>
/// <param name="Text">A message: path, line, reason, remedy.</param>
/// <param name="Cause">What the file system or the serializer threw.</param>
internal sealed record JsonFault(string Text, Exception Cause);
