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

    /// <summary>How this system names a library: <c>torch_cpu</c> → <c>libtorch_cpu.so</c>.</summary>
    public static string FileName(string library) =>
        OperatingSystem.IsWindows() ? $"{library}.dll"
        : OperatingSystem.IsMacOS() ? $"lib{library}.dylib"
        : $"lib{library}.so";
}
