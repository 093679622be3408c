using System.Text;
using System.Text.Json;

namespace Repro;

/// <summary>Files that are either whole or absent: written beside, flushed to the disk, then renamed.</summary>
public static class SafeFile
{
    /// <summary>Writes <paramref name="path"/> through <paramref name="write"/>; on any failure the old file, if there was one, is still there.</summary>
    public static void Write(string path, Action<Stream> write)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var beside = $"{path}.{Environment.ProcessId}.part"; // Two processes writing the same file do not share it.
        var stream = new FileStream(beside, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16);
        try
        {
            using (stream)
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(beside, path, overwrite: true);
        }
        catch
        {
            File.Delete(beside);
            throw;
        }
    }

    public static void WriteText(string path, string text) => Write(path, s => s.Write(Encoding.UTF8.GetBytes(text)));

    /// <summary>Writes <paramref name="value"/> in the readable form of <see cref="Json"/>, with a final newline.</summary>
    public static void WriteJson<T>(string path, T value) => WriteText(path, JsonSerializer.Serialize(value, Json.Readable) + "\n");

    /// <exception cref="ReproException">The file is missing or is not the JSON of a <typeparamref name="T"/> (exit code 3).</exception>
    public static T ReadJson<T>(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(File.ReadAllText(path), Json.Readable) ?? throw new JsonException("it holds null");
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            throw ReproException.Input($"{path}: not readable as {typeof(T).Name}: {e.Message} Delete it and run the target that writes it again.", e);
        }
    }
}
