using Repro.Runs;
using Repro.Torch.Libtorch;

namespace ReproBuild;

/// <summary>Digests of the current code as last built; files are matched to the code by them.</summary>
public static class ThisProgram
{
    /// <summary>Digest of the part that prepares inputs, which runs in this process.</summary>
    public static string OfData { get; } =
        ProgramDigest.Compute([Path.Combine(AppContext.BaseDirectory, "Repro.Data.dll")], []);

    /// <summary>Digest of the part that trains, tests and attributes: the built fixtures and their libtorch.</summary>
    /// <exception cref="Repro.ReproException">It is not built, or has no libtorch (exit code 3).</exception>
    public static string OfRuns(RepoPaths paths, BuildSurroundings surroundings)
    {
        var folder = Path.GetDirectoryName(paths.BuiltReproduction(surroundings.BuildFolder))!;
        return ProgramDigest.Compute(
            [Path.Combine(folder, "Repro.Torch.dll")],
            InstalledLibtorch.LibrariesFor(folder, surroundings.Libtorch)
        );
    }
}
