using System.Diagnostics;
using Repro;
using Repro.Files;
using Repro.Verdicts.Compare;
using ReproBuild.Arithmetic;

namespace ReproBuild.Mutants;

/// <summary>
/// A copy of the sources in which faults are planted one after another, then built, trained and compared.
/// </summary>
/// <param name="root">The clone.</param>
/// <param name="tree">Folder of the copy; it is kept, so that the next fault recompiles little.</param>
/// <param name="dotnet">The SDK.</param>
public sealed class MutantTree(string root, string tree, string dotnet)
{
    private const string Profile = "sample";

    /// <summary>Updates the copy from the clone.</summary>
    public async Task RefreshAsync(CancellationToken cancellation)
    {
        var listed = await OutputAsync(
            "git",
            ["-C", root, "ls-files", "-co", "--exclude-standard", "-z"],
            root,
            null,
            cancellation
        );
        var files = listed.Split('\0', StringSplitOptions.RemoveEmptyEntries).Where(f => File.Exists(At(root, f)));
        var kept = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in files)
        {
            kept.Add(file);
            Copy(At(root, file), At(tree, file));
        }

        if (kept.Count == 0)
            throw ReproException.Input(
                $"Mutate: {root} is not a clone of a git repository, which is needed to list the files to copy."
            );
        foreach (var file in Directory.EnumerateFiles(tree, "*", SearchOption.AllDirectories))
            if (IsSource(Path.GetRelativePath(tree, file)) && !kept.Contains(Slashes(Path.GetRelativePath(tree, file))))
                File.Delete(file);
    }

    /// <summary>Plants a fault, or none, builds, trains and compares, then removes the fault.</summary>
    /// <returns>The experiments' verdicts; experiments without one failed.</returns>
    /// <exception cref="ReproException">It does not compile (exit code 3).</exception>
    public async Task<OverallVerdict> CompareAsync(
        Mutant? mutant,
        IReadOnlyList<string> experiments,
        ArithmeticSetting setting,
        CancellationToken cancellation
    )
    {
        var original = mutant is null ? null : await File.ReadAllTextAsync(At(tree, mutant.File), cancellation);
        try
        {
            if (mutant is not null)
                await File.WriteAllTextAsync(At(tree, mutant.File), mutant.Apply(original!), cancellation);
            SafeFile.DeleteFolder(At(tree, "artifacts/runs"));
            SafeFile.DeleteFolder(At(tree, "artifacts/verdicts"));
            var test = await OutputAsync(
                dotnet,
                ["test", "tests/Repro.Reproduction", "-v", "q", "--nologo"],
                tree,
                setting,
                cancellation
            );
            var verdict = VerdictFiles.Merge(At(tree, "artifacts/verdicts"), Profile, experiments);
            if (verdict.Experiments.Count == 0 && test.Contains(": error ", StringComparison.Ordinal))
                throw ReproException.Input(
                    $"mutants.json: {mutant?.Name ?? "the tree itself"} does not compile: "
                        + test.Split('\n').First(line => line.Contains(": error ", StringComparison.Ordinal)).Trim()
                );
            return verdict;
        }
        finally
        {
            if (original is not null)
                File.WriteAllText(At(tree, mutant!.File), original);
        }
    }

    private static async Task<string> OutputAsync(
        string program,
        IReadOnlyList<string> arguments,
        string folder,
        ArithmeticSetting? setting,
        CancellationToken cancellation
    )
    {
        var info = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
        info.Environment.Remove("REPRO_REQUEST");
        info.Environment.Remove(RepoPaths.Variable);
        if (setting is not null)
            // Each program prepares its own files.
            info.Environment["REPRO_CACHE"] = Path.Combine(folder, "artifacts", "cache");
        setting?.Apply(info);
        using var process = Process.Start(info)!;
        try
        {
            var error = process.StandardError.ReadToEndAsync(cancellation);
            var output = await process.StandardOutput.ReadToEndAsync(cancellation);
            await process.WaitForExitAsync(cancellation);
            return output + await error;
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    private static void Copy(string from, string to)
    {
        if (File.Exists(to) && File.ReadAllBytes(to).AsSpan().SequenceEqual(File.ReadAllBytes(from)))
            return;
        Directory.CreateDirectory(Path.GetDirectoryName(to)!);
        File.Copy(from, to, overwrite: true);
    }

    private static bool IsSource(string path) =>
        Slashes(path).Split('/')[0] is not ("artifacts" or ".git")
        && !Slashes(path).Contains("/obj/", StringComparison.Ordinal);

    private static string Slashes(string path) => path.Replace(Path.DirectorySeparatorChar, '/');

    private static string At(string folder, string path) =>
        Path.Combine(folder, path.Replace('/', Path.DirectorySeparatorChar));
}
