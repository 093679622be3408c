namespace Repro.Torch.Libtorch;

/// <summary>
/// Finds the libtorch of an installed PyTorch, which REPRO_LIBTORCH can select instead of the package's.
/// </summary>
public static class InstalledLibtorch
{
    /// <summary>
    /// The folder that contains the libraries: <paramref name="installed"/> itself, its <c>lib</c> or its
    /// <c>torch/lib</c>.
    /// </summary>
    /// <exception cref="ReproException">None of them contains libtorch (exit code 3).</exception>
    public static string FolderOf(string installed)
    {
        string[] candidates = [installed, Path.Combine(installed, "lib"), Path.Combine(installed, "torch", "lib")];
        return candidates.FirstOrDefault(folder => File.Exists(Path.Combine(folder, FileName("torch_cpu"))))
            ?? throw ReproException.Input(
                $"REPRO_LIBTORCH: {installed} has no {FileName("torch_cpu")}, directly or in lib or "
                    + "torch/lib. Name the lib folder of an installed PyTorch 2.10 or later, or unset it."
            );
    }

    /// <summary>
    /// The folder of the libtorch that a program uses: the one given by <paramref name="installed"/>, or the one in the
    /// program's <c>libtorch.path</c>; null if the libraries are beside the program.
    /// </summary>
    /// <param name="programFolder">Where LibTorchSharp is.</param>
    /// <param name="installed">The value of REPRO_LIBTORCH, or null.</param>
    /// <exception cref="ReproException">The folder is missing or has no libtorch (exit code 3).</exception>
    public static string? FolderFor(string programFolder, string? installed)
    {
        if (installed is { Length: > 0 })
            return FolderOf(installed);
        var file = Path.Combine(programFolder, "libtorch.path");
        if (!File.Exists(file))
            return null;
        var folder = File.ReadAllText(file).Trim();
        return Directory.Exists(folder)
            ? folder
            : throw ReproException.Input(
                $"libtorch: {folder}, which {file} names, does not exist. Restore the packages again (dotnet "
                    + "restore), or set REPRO_LIBTORCH."
            );
    }

    /// <summary>
    /// Paths of the native libraries that the program in <paramref name="programFolder"/> computes with: LibTorchSharp
    /// and those of libtorch.
    /// </summary>
    /// <exception cref="ReproException">See <see cref="FolderFor"/>.</exception>
    public static IReadOnlyList<string> LibrariesFor(string programFolder, string? installed)
    {
        var own = Path.Combine(programFolder, FileName("LibTorchSharp"));
        var folder = FolderFor(programFolder, installed) ?? programFolder;
        return
        [
            own,
            .. Directory
                .EnumerateFiles(folder)
                .Where(path => path != own && IsLibrary(Path.GetFileName(path)))
                .Order(StringComparer.Ordinal),
        ];
    }

    private static bool IsLibrary(string name) =>
        OperatingSystem.IsWindows() ? name.EndsWith(".dll", StringComparison.OrdinalIgnoreCase)
        : OperatingSystem.IsMacOS() ? name.EndsWith(".dylib", StringComparison.Ordinal)
        : name.Contains(".so", StringComparison.Ordinal);

    /// <summary>File name of a library on this system: <c>torch_cpu</c> → <c>libtorch_cpu.so</c>.</summary>
    public static string FileName(string library) =>
        OperatingSystem.IsWindows() ? $"{library}.dll"
        : OperatingSystem.IsMacOS() ? $"lib{library}.dylib"
        : $"lib{library}.so";
}
