using Repro;
using Repro.Torch.Libtorch;

namespace ReproBuild.Checks;

/// <summary>Checks whether libtorch is where the build expects it, and whether it and LibTorchSharp load.</summary>
public static class LibtorchCheck
{
    private const string Subject = "libtorch";

    // Loading order: dependencies first.
    private static readonly string[] Libraries = ["c10", "torch_cpu", "torch"];

    /// <param name="installed">The value of REPRO_LIBTORCH, or null.</param>
    /// <param name="native">Folder of the built LibTorchSharp and of <c>libtorch.path</c>.</param>
    /// <param name="backend">cpu or cuda-linux.</param>
    /// <param name="load">Loads a library; returns the error, or null.</param>
    /// <param name="script">The script to run on this platform.</param>
    public static Check Run(string? installed, string native, string backend, Func<string, string?> load, string script)
    {
        var torchSharp = Path.Combine(native, InstalledLibtorch.FileName("LibTorchSharp"));
        if (!File.Exists(torchSharp))
            return Check.Note(
                Subject,
                "not built yet",
                $"Any target that trains builds it; to see it now: {script} --target=Build"
            );
        try
        {
            return FolderOf(installed, native) is { } folder
                ? OfFolder(folder, installed, torchSharp, load, script)
                : Check.Ok(Subject, $"the packages' ({backend}), beside each program");
        }
        catch (ReproException e)
        {
            return Check.Problem(
                Subject,
                e.Message,
                "Name the lib folder of a PyTorch in REPRO_LIBTORCH, or unset it."
            );
        }
    }

    private static Check OfFolder(
        string folder,
        string? installed,
        string torchSharp,
        Func<string, string?> load,
        string script
    )
    {
        var restore = installed is null
            ? "dotnet restore --force, then " + script + " --target=Build"
            : "Name the lib folder of PyTorch 2.10 in REPRO_LIBTORCH, or unset it.";
        if (!File.Exists(Path.Combine(folder, InstalledLibtorch.FileName("torch_cpu"))))
            return Check.Problem(Subject, $"{folder} has no {InstalledLibtorch.FileName("torch_cpu")}", restore);
        var libraries = Libraries
            .Select(name => Path.Combine(folder, InstalledLibtorch.FileName(name)))
            .Where(File.Exists)
            .Append(torchSharp);
        foreach (var library in libraries)
            if (load(library) is { } fault)
                return Check.Problem(Subject, $"{library} does not load: {fault}", restore);
        return Check.Ok(Subject, $"loads, with LibTorchSharp: {(installed is null ? "the packages'" : folder)}");
    }

    private static string? FolderOf(string? installed, string native)
    {
        if (installed is not null)
            return InstalledLibtorch.FolderOf(installed);
        var named = Path.Combine(native, "libtorch.path");
        return File.Exists(named) ? File.ReadAllText(named).Trim() : null;
    }
}
