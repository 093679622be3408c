using System.Runtime.InteropServices;
using TorchSharp;

namespace Repro.Torch.Libtorch;

/// <summary>
/// Chooses and loads the libtorch that TorchSharp uses, once per process and before the first tensor is created.
/// </summary>
public static class LibtorchLoader
{
    // Loading order: dependencies first. Libraries that a build of libtorch does not have are skipped.
    private static readonly string[] Names =
    [
        "c10",
        "torch_cpu",
        "c10_cuda",
        "torch_cuda_linalg",
        "torch_cuda",
        "torch",
    ];
    private static readonly Lock Gate = new();
    private static LibtorchBinding? bound;

    /// <summary>
    /// Binds to a libtorch, tried in this order: <paramref name="installed"/> (the value of <c>REPRO_LIBTORCH</c>: the
    /// folder of an installed PyTorch or its <c>lib</c> folder); the folder in <c>libtorch.path</c> in
    /// <paramref name="programFolder"/>; the packages' libraries beside the program.
    /// </summary>
    /// <param name="programFolder">Where LibTorchSharp is.</param>
    /// <param name="installed">The value of REPRO_LIBTORCH, or null.</param>
    /// <param name="oneDnnIsa">The value of ONEDNN_MAX_CPU_ISA, or null: see <see cref="OneDnn"/>.</param>
    /// <returns>What is bound in this process: by the first call.</returns>
    /// <exception cref="ReproException">The folder is missing, or its libraries do not load or compute wrong results
    /// here (exit code 3).</exception>
    public static LibtorchBinding Bind(string programFolder, string? installed, string? oneDnnIsa = null)
    {
        lock (Gate)
        {
            if (bound is not null)
                return bound;
            var folder = InstalledLibtorch.FolderFor(programFolder, installed);
            var limited = OneDnn.LimitWhereKnownToErr(oneDnnIsa);
            if (folder is not null)
                LoadAll(folder, installed);
            LoadTorchSharp(programFolder, folder);
            bound = new(folder, OneDnn.SwitchOffWhereItErrs(CpuLibrary(programFolder, folder), limited));
            return bound;
        }
    }

    internal static void LoadAll(string folder, string? installed)
    {
        foreach (
            var path in Names.Select(name => Path.Combine(folder, InstalledLibtorch.FileName(name))).Where(File.Exists)
        )
        {
            try
            {
                NativeLibrary.Load(path);
            }
            catch (Exception e) when (e is DllNotFoundException or BadImageFormatException)
            {
                var remedy = installed is null
                    ? "Restore the packages again (dotnet restore --force)."
                    : "Name another installation in REPRO_LIBTORCH, or unset it.";
                throw new LibtorchException(
                    $"libtorch: {path} does not load on this host: {e.Message.Trim()} {remedy}",
                    e
                );
            }
        }
    }

    // A second handle of the library that is already loaded.
    private static nint CpuLibrary(string programFolder, string? folder) =>
        NativeLibrary.TryLoad(
            Path.Combine(folder ?? programFolder, InstalledLibtorch.FileName("torch_cpu")),
            out var library
        )
            ? library
            : 0;

    private static void LoadTorchSharp(string programFolder, string? folder)
    {
        var path = Path.Combine(programFolder, InstalledLibtorch.FileName("LibTorchSharp"));
        try
        {
            NativeLibrary.Load(path);
            torch.InitializeDeviceType(DeviceType.CPU);
        }
        catch (Exception e)
            when (e
                    is DllNotFoundException
                        or BadImageFormatException
                        or NotSupportedException
                        or EntryPointNotFoundException
            )
        {
            throw new LibtorchException(
                $"LibTorchSharp: {path} does not load over {folder ?? "the packages' libtorch"}: "
                    + $"{e.Message.Trim()} Build again, or name a PyTorch of another version in REPRO_LIBTORCH.",
                e
            );
        }
    }
}

/// <summary>The libtorch of a process.</summary>
/// <param name="Folder">Where it was loaded from; null for the copy beside the program.</param>
/// <param name="OneDnn">What oneDNN is restricted to because it computes wrong results on this processor: <c>sse4.1</c>
/// or <c>off</c>; null for nothing.</param>
public sealed record LibtorchBinding(string? Folder, string? OneDnn);

/// <summary>libtorch is missing or does not load; the message gives the reason and the fix. Exit code 3.</summary>
public sealed class LibtorchException(string message, Exception? inner = null)
    : ReproException(ExitCode.InputMissing, message, inner);
