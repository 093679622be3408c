using System.Diagnostics;
using System.Globalization;
using Repro.Files;
using Repro.Verdicts.Baselines;

namespace Repro.Verdicts.Accept;

/// <summary>
/// Baselines on their way into <c>baselines/</c>, all or none: every file is first written to a folder beside, which is
/// renamed to <c>accepting</c> once it has them all. From then on they are accepted, and only have to be moved to their
/// places; if that is interrupted, the folder is still there (<see cref="InterruptedAcceptance"/>), nothing reads the
/// baselines, and the next acceptance completes it.
/// </summary>
/// <param name="baselines">The folder <c>baselines</c>.</param>
internal sealed class PendingAcceptance(string baselines)
{
    private string Folder { get; } = InterruptedAcceptance.FolderIn(baselines);

    private string Beside => string.Create(CultureInfo.InvariantCulture, $"{Folder}.{Environment.ProcessId}.part");

    /// <summary>Takes away what acceptances that were killed have written beside, which nobody had accepted yet.</summary>
    public void DeleteLeftovers()
    {
        foreach (var leftover in Leftovers())
            Directory.Delete(leftover, recursive: true);
    }

    /// <exception cref="FileNotWritten">There is no room for them (exit code 70); the baselines are as they
    /// were.</exception>
    public void Write(IReadOnlyList<AcceptedBaseline> planned)
    {
        try
        {
            foreach (var accepted in planned)
                accepted.Store.Below(Beside).Write(accepted.Baseline);
            Directory.Move(Beside, Folder);
        }
        catch (Exception e)
        {
            if (Directory.Exists(Beside))
                Directory.Delete(Beside, recursive: true);
            if (e is IOException or UnauthorizedAccessException)
                throw new FileNotWritten(Folder, e);
            throw;
        }

        Complete();
    }

    /// <summary>Moves what has been accepted to its place.</summary>
    /// <exception cref="FileNotWritten">A file cannot be moved (exit code 70); another call goes on from
    /// there.</exception>
    public void Complete()
    {
        var at = Folder;
        try
        {
            foreach (
                var file in Directory
                    .EnumerateFiles(Folder, "*", SearchOption.AllDirectories)
                    .Order(StringComparer.Ordinal)
                    .ToList()
            )
                Place(file, at = Path.Combine(baselines, Path.GetRelativePath(Folder, file)));
            Directory.Delete(at = Folder, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new FileNotWritten(at, e);
        }
    }

    private static void Place(string file, string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        if (new FileInfo(file).Length > 0)
        {
            File.Move(file, path, overwrite: true);
            return;
        }

        File.Delete(path);
        File.Delete(file);
    }

    /// <summary>What processes that are no more have left.</summary>
    private IEnumerable<string> Leftovers() =>
        !Directory.Exists(baselines)
            ? []
            : Directory
                .EnumerateDirectories(baselines, Path.GetFileName(Folder) + ".*.part")
                .ToList()
                .Where(folder =>
                    int.TryParse(Path.GetFileName(folder).Split('.')[1], CultureInfo.InvariantCulture, out var process)
                    && (process == Environment.ProcessId || !IsRunning(process))
                );

    private static bool IsRunning(int process)
    {
        try
        {
            using var found = Process.GetProcessById(process);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
