using System.Globalization;

namespace Repro.Files;

/// <summary>
/// A file could not be written: its disk is full, read-only or broken. The previous file is unchanged (exit code 70).
/// </summary>
/// <param name="path">The file.</param>
/// <param name="why">The system's error.</param>
public sealed class FileNotWritten(string path, Exception why)
    : ReproException(
        ExitCode.ToolFailure,
        $"{path}: cannot be written: {why.Message.TrimEnd('.')}{FreeBytes(path)}. Free some space or give write "
            + "access there, or name another folder (--runs=DIR, or REPRO_CACHE for the cache), and run again.",
        why
    )
{
    private static string FreeBytes(string path)
    {
        var folder = Path.GetFullPath(path);
        while (folder is not null && !Directory.Exists(folder))
            folder = Path.GetDirectoryName(folder);
        try
        {
            return folder is null
                ? ""
                : string.Create(
                    CultureInfo.InvariantCulture,
                    $"; {new DriveInfo(folder).AvailableFreeSpace:N0} bytes are free"
                );
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return ""; // The disk cannot report its free space.
        }
    }
}
