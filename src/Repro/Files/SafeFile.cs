using System.Runtime.ExceptionServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Repro.Files;

/// <summary>
/// Writes files atomically: to a temporary file beside the target, flushed to disk, then renamed. A file is complete or
/// absent.
/// </summary>
public static class SafeFile
{
    private const int MostTries = 10;

    private const string WriteIt = "Run the target that writes it.",
        WriteItAgain = "Delete it and run the target that writes it again.",
        FromVersionControl = "Restore it from version control.";

    /// <summary>A write takes seconds; an older temporary file was left by a process that was killed.</summary>
    public static readonly TimeSpan StaleTempFileAge = TimeSpan.FromHours(1);

    /// <summary>
    /// Writes <paramref name="path"/> through <paramref name="write"/>; on any failure the old file, if any, is still
    /// there.
    /// </summary>
    /// <exception cref="FileNotWritten">The file cannot be written (exit code 70).</exception>
    public static void Write(string path, Action<Stream> write)
    {
        var beside = Beside(path);
        try
        {
            WriteBeside(beside, write);
            RemoveLeftovers(path, File.GetLastWriteTimeUtc(beside));
            File.Move(beside, path, overwrite: true);
        }
        catch (Exception e)
        {
            throw Failed(path, beside, e);
        }
    }

    /// <summary>
    /// Writes files that belong together: first all temporary files, then the old files are deleted and the new ones
    /// renamed. If this is interrupted, no old file is left beside a new one.
    /// </summary>
    /// <exception cref="FileNotWritten">One of them cannot be written (exit code 70). If a temporary file failed, the
    /// old files are unchanged.</exception>
    public static void WriteTogether(params IReadOnlyList<(string Path, string Text)> files)
    {
        var at = (Path: "", Beside: "");
        List<(string Path, string Beside, string Text)> all = [.. files.Select(f => (f.Path, Beside(f.Path), f.Text))];
        try
        {
            foreach (var (path, beside, text) in all)
            {
                at = (path, beside);
                WriteBeside(beside, s => s.Write(Encoding.UTF8.GetBytes(text)));
                RemoveLeftovers(path, File.GetLastWriteTimeUtc(beside));
            }

            foreach (var (path, beside, _) in all)
            {
                at = (path, beside);
                File.Delete(path);
            }

            foreach (var (path, beside, _) in all)
            {
                at = (path, beside);
                File.Move(beside, path);
            }
        }
        catch (Exception e)
        {
            foreach (var (_, beside, _) in all.Where(f => f.Path != at.Path && File.Exists(f.Beside)))
                File.Delete(beside);
            throw Failed(at.Path, at.Beside, e);
        }
    }

    /// <summary>
    /// Deletes a folder and its contents, even if other processes write to it or delete it at the same time.
    /// </summary>
    /// <exception cref="IOException">Other processes keep writing to it.</exception>
    public static void DeleteFolder(string folder)
    {
        for (var tries = 1; Directory.Exists(folder); tries++)
        {
            try
            {
                Directory.Delete(folder, recursive: true);
            }
            catch (DirectoryNotFoundException) { }
            catch (IOException) when (tries < MostTries) { }
        }
    }

    public static void WriteText(string path, string text) => Write(path, s => s.Write(Encoding.UTF8.GetBytes(text)));

    /// <summary>
    /// Writes <paramref name="value"/> in the readable form of <see cref="Json"/>, with a final newline.
    /// </summary>
    /// <exception cref="ReproException">It is longer than <see cref="ReadJson{T}"/> accepts (exit code 70); nothing was
    /// written.</exception>
    public static void WriteJson<T>(string path, T value) => WriteText(path, JsonFile.Checked(path, JsonOf(value)));

    public static string JsonOf<T>(T value) => JsonSerializer.Serialize(value, Json.Readable) + "\n";

    /// <summary>Reads a file that the program writes and can write again.</summary>
    /// <exception cref="ReproException">The file is missing, too long, or not the JSON of a <typeparamref name="T"/>
    /// (exit code 3).</exception>
    public static T ReadJson<T>(string path) => JsonFile.Read<T>(path, WriteIt, WriteItAgain);

    /// <summary>Reads a file that is under version control: its errors never advise deleting it.</summary>
    /// <exception cref="ReproException">As for <see cref="ReadJson"/>.</exception>
    public static T ReadCommittedJson<T>(string path) => JsonFile.Read<T>(path, FromVersionControl, FromVersionControl);

    /// <summary>The same; returns null and the reason if the file cannot be read.</summary>
    /// <param name="path">The file.</param>
    /// <param name="reason">The message of <see cref="ReadJson"/>; null if the file was read.</param>
    public static T? TryReadJson<T>(string path, out string? reason)
        where T : class
    {
        JsonFile.TryRead<T>(path, WriteIt, WriteItAgain, out var value, out var fault);
        reason = fault?.Text;
        return value;
    }

    // Compares times stamped by the file system, so the clocks of different machines do not matter.
    private static void RemoveLeftovers(string path, DateTime now)
    {
        foreach (
            var leftover in new DirectoryInfo(Path.GetDirectoryName(Path.GetFullPath(path))!).EnumerateFiles(
                Path.GetFileName(path) + ".*.part"
            )
        )
            if (now - leftover.LastWriteTimeUtc > StaleTempFileAge)
                leftover.Delete();
    }

    // A random name is unique; process ids are not across containers or machines that share a folder.
    private static string Beside(string path) =>
        $"{path}.{RandomNumberGenerator.GetHexString(16, lowercase: true)}.part";

    private static void WriteBeside(string beside, Action<Stream> write)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(beside))!);
        using var stream = new FileStream(beside, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16);
        write(stream);
        stream.Flush(flushToDisk: true);
    }

    /// <returns>The exception to throw, after the temporary file was deleted.</returns>
    private static Exception Failed(string path, string beside, Exception why)
    {
        if (File.Exists(beside))
            File.Delete(beside);
        if (why is IOException or UnauthorizedAccessException)
            return new FileNotWritten(path, why);
        ExceptionDispatchInfo.Throw(why);
        return why;
    }
}
