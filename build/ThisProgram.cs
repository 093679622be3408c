using Repro.Runs;
using Repro.Torch.Libtorch;

namespace ReproBuild;

/// <summary>The digests by which files are known to be of the code in the tree, as its last build left it.</summary>
public static class ThisProgram
{
    /// <summary>Of what prepares the inputs: a part of this process.</summary>
    public static string OfData { get; } =
        ProgramDigest.Of([Path.Combine(AppContext.BaseDirectory, "Repro.Data.dll")], []);

    /// <summary>Of what trains, tests and attributes: the built fixtures, and the libtorch they run on.</summary>
    /// <exception cref="Repro.ReproException">It is not built, or has no libtorch (exit code 3).</exception>
    public static string OfRuns(RepoPaths paths, BuildSurroundings surroundings)
    {
        var folder = Path.GetDirectoryName(paths.BuiltReproduction(surroundings.BuildFolder))!;
        return ProgramDigest.Of(
            [Path.Combine(folder, "Repro.Torch.dll")],
            InstalledLibtorch.LibrariesFor(folder, surroundings.Libtorch)
        );
    }
}
