using System.Diagnostics;
using System.Globalization;

namespace Repro.Compare;

/// <summary>
/// Baselines on their way into <c>baselines/</c>, all or none: every file is first written to a folder beside, which is
/// renamed to
/// <c>accepting</c> once it has them all. From then on they are accepted, and only have to be moved to their places; if
/// that breaks off, the folder is still there, nothing reads the baselines, and the next acceptance completes it.
/// </summary>
/// <param name="baselines">The folder <c>baselines</c>.</param>
internal sealed class PendingAcceptance(string baselines)
{
    private const string Name = "accepting";

    private string Folder => Path.Combine(baselines, Name);

    private string Beside => string.Create(CultureInfo.InvariantCulture, $"{Folder}.{Environment.ProcessId}.part");

    public bool BrokeOff => Directory.Exists(Folder);

    /// <exception cref="ReproException">An acceptance broke off: some of the baselines may be new and others old (exit
    /// code 3).</exception>
    public void MustNotBe()
    {
        if (BrokeOff)
            throw ReproException.Input(
                $"{Folder}: an acceptance broke off, so baselines of two acceptances may stand beside each "
                    + "other; no such folder may be there. Complete it with --target=Accept --reason=\"…\", or "
                    + "restore baselines with version control and delete it."
            );
    }

    /// <exception cref="FileNotWritten">There is no room for them (exit code 70); the baselines are as they
    /// were.</exception>
    public void Write(IReadOnlyList<AcceptedBaseline> planned)
    {
        foreach (var leftover in Leftovers())
            Directory.Delete(leftover, recursive: true);
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
                .EnumerateDirectories(baselines, Name + ".*.part")
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
