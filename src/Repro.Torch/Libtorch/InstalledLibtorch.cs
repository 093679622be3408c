namespace Repro.Torch.Libtorch;

/// <summary>The libtorch of an installed PyTorch, which REPRO_LIBTORCH may name in place of the package's.</summary>
public static class InstalledLibtorch
{
    /// <summary>
    /// The folder that holds the libraries: <paramref name="installed"/> itself, its <c>lib</c> or its
    /// <c>torch/lib</c>.
    /// </summary>
    /// <exception cref="ReproException">None of them holds libtorch (exit code 3).</exception>
    public static string FolderOf(string installed)
    {
        string[] candidates = [installed, Path.Combine(installed, "lib"), Path.Combine(installed, "torch", "lib")];
        return candidates.FirstOrDefault(folder => File.Exists(Path.Combine(folder, FileName("torch_cpu"))))
            ?? throw ReproException.Input(
                $"REPRO_LIBTORCH: {installed} has no {FileName("torch_cpu")}, neither there nor in lib or "
                    + "torch/lib. Name the lib folder of an installed PyTorch 2.10 or later, or unset it."
            );
    }

    /// <summary>
    /// The folder of the libtorch that a program runs on: the one that <paramref name="installed"/> names, or the one in
    /// the program's <c>libtorch.path</c>; null where the libraries lie beside the program.
    /// </summary>
    /// <param name="programFolder">Where LibTorchSharp is.</param>
    /// <param name="installed">The value of REPRO_LIBTORCH, or null.</param>
    /// <exception cref="ReproException">The folder is missing or holds no libtorch (exit code 3).</exception>
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
    /// The native libraries that compute for the program in <paramref name="programFolder"/>: LibTorchSharp and those
    /// of libtorch, by path.
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

    /// <summary>How this system names a library: <c>torch_cpu</c> → <c>libtorch_cpu.so</c>.</summary>
    public static string FileName(string library) =>
        OperatingSystem.IsWindows() ? $"{library}.dll"
        : OperatingSystem.IsMacOS() ? $"lib{library}.dylib"
        : $"lib{library}.so";
}
