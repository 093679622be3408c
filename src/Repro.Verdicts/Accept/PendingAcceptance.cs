using System.Diagnostics;
using System.Globalization;
using Repro.Files;
using Repro.Verdicts.Baselines;

namespace Repro.Verdicts.Accept;

/// <summary>
/// Writes baselines atomically. All files are first written to a temporary folder, which is then renamed to
/// <c>accepting</c>. From then on they are accepted and only have to be moved into place. If that is interrupted, the
/// folder remains (<see cref="InterruptedAcceptance"/>), baselines cannot be read, and the next acceptance completes
/// it.
/// </summary>
/// <param name="baselines">The folder <c>baselines</c>.</param>
internal sealed class PendingAcceptance(string baselines)
{
    private string Folder { get; } = InterruptedAcceptance.FolderIn(baselines);

    private string Beside => string.Create(CultureInfo.InvariantCulture, $"{Folder}.{Environment.ProcessId}.part");

    /// <summary>Deletes temporary folders of killed acceptances; their content was not yet accepted.</summary>
    public void DeleteLeftovers()
    {
        foreach (var leftover in Leftovers())
            Directory.Delete(leftover, recursive: true);
    }

    /// <exception cref="FileNotWritten">They cannot be written (exit code 70); the baselines are unchanged.</exception>
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

    /// <summary>Moves accepted files into place.</summary>
    /// <exception cref="FileNotWritten">A file cannot be moved (exit code 70); another call continues from
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

    /// <summary>Temporary folders of processes that no longer exist.</summary>
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
