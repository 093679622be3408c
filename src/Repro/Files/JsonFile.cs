using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Repro.Files;

/// <summary>Reads and validates JSON files; <see cref="SafeFile"/> is the public entry point.</summary>
internal static class JsonFile
{
    /// <summary>
    /// Maximum size of a JSON file in bytes, for writing and reading. The largest that a run writes, 25,000
    /// predictions, is about 2 MB.
    /// </summary>
    public const int Longest = 64 << 20;

    private const int LongestQuote = 1_000;

    private static readonly string[] ConflictMarkers = ["<<<<<<< ", "||||||| ", "=======", ">>>>>>> "];

    /// <param name="path">The file.</param>
    /// <param name="whereMissing">A sentence that says how to create the file.</param>
    /// <param name="whereDamaged">A sentence that says how to repair the file.</param>
    /// <exception cref="ReproException">The file is missing, too long, or is not the JSON of a <typeparamref name="T"/>
    /// (exit code 3).</exception>
    public static T Read<T>(string path, string whereMissing, string whereDamaged) =>
        TryRead<T>(path, whereMissing, whereDamaged, out var value, out var fault)
            ? value
            : throw ReproException.Input(fault.Text, fault.Cause);

    /// <summary>The same, without an exception.</summary>
    /// <param name="path">The file.</param>
    /// <param name="whereMissing">A sentence that says how to create the file.</param>
    /// <param name="whereDamaged">A sentence that says how to repair the file.</param>
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
                ?? throw new JsonException("the file contains null.", null, 0, null);
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
    /// <exception cref="ReproException">The text is longer than <see cref="Longest"/> (exit code 70).</exception>
    public static string Checked(string path, string text) =>
        Encoding.UTF8.GetByteCount(text) is var bytes && bytes <= Longest
            ? text
            : throw new ReproException(
                ExitCode.ToolFailure,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{path}: not written: it would have {bytes:N0} bytes, and the limit is {Longest:N0}. "
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
                    $"it has {stream.Length:N0} bytes, and the limit is {Longest:N0}."
                )
            );
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>Skips the byte order mark that some editors put before UTF-8.</summary>
    private static ReadOnlySpan<byte> WithoutMark(byte[] bytes) =>
        bytes is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..]
            ? throw new JsonException("it is UTF-16, but must be UTF-8.", null, 0, null)
        : bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? bytes.AsSpan(Encoding.UTF8.Preamble.Length)
        : bytes;

    // The serializer appends the position, with lines counted from 0; the message already states the line, counted from
    // 1.
    private static string Why(JsonException e, byte[] bytes) =>
        e.LineNumber is { } line
        && Encoding.UTF8.GetString(bytes).Split('\n').ElementAtOrDefault((int)line) is { } text
        && ConflictMarkers.Any(marker => text.StartsWith(marker, StringComparison.Ordinal))
            ? "it contains an unresolved merge conflict."
            : e.Message.Split(" Path: ")[0].Split(" LineNumber: ")[0];
}

/// <summary>Why a JSON file cannot be read.</summary>
/// <param name="Text">A message: path, line, reason, remedy.</param>
/// <param name="Cause">What the file system or the serializer threw.</param>
internal sealed record JsonFault(string Text, Exception Cause);
