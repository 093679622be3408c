using Repro;

namespace ReproBuild;

/// <summary>All paths of the repository.</summary>
public sealed record RepoPaths(string Root)
{
    /// <summary>Variable with which the scripts name their clone.</summary>
    public const string Variable = "REPRO_ROOT";

    private const string Marker = "Repro.sln";

    private static readonly Lazy<RepoPaths> ThisOne = new(() =>
    {
        var named = Environment.GetEnvironmentVariable(Variable);
        // A program of another clone that is started is not of this.
        Environment.SetEnvironmentVariable(Variable, null);
        return Find(named, AppContext.BaseDirectory);
    });

    /// <summary>
    /// The repository whose script runs this program (REPRO_ROOT), or else the nearest folder above the program with
    /// Repro.sln. If <c>artifacts</c> is a link to another disk, only the script knows the repository.
    /// </summary>
    /// <exception cref="ReproException">There is none (exit code 3).</exception>
    public static RepoPaths OfProgram() => ThisOne.Value;

    /// <param name="named">Value of REPRO_ROOT, or null.</param>
    /// <param name="program">Folder of this program.</param>
    /// <exception cref="ReproException">There is none (exit code 3).</exception>
    public static RepoPaths Find(string? named, string program)
    {
        if (named is { Length: > 0 })
            return File.Exists(Path.Combine(named, Marker))
                ? new RepoPaths(named)
                : throw ReproException.Input(
                    $"{Variable}: {named} has no {Marker}. Unset it, and run cake.sh or cake.ps1 of a clone."
                );
        var folder = new DirectoryInfo(program);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, Marker)))
            folder = folder.Parent;
        return folder is null
            ? throw ReproException.Input($"No folder above {program} has {Marker}. Run cake.sh or cake.ps1 of a clone.")
            : new RepoPaths(folder.FullName);
    }

    public string Solution => In(Marker);

    public string BuildProject => In("build", "Build.csproj");

    /// <summary>Folder of this program; must match Build.csproj and the scripts.</summary>
    /// <param name="packageSet"><see cref="BuildSurroundings.PackageSet"/>.</param>
    public string BuiltProgram(string packageSet) => In("artifacts", "cake", packageSet);

    public string Tests => In("tests");

    /// <summary>The long-running fixtures.</summary>
    public string Reproduction => In("tests", "Repro.Reproduction", "Repro.Reproduction.csproj");

    /// <summary>The built fixtures. Running them directly starts a second faster than <c>dotnet test</c>.</summary>
    /// <param name="buildFolder"><see cref="BuildSurroundings.BuildFolder"/>.</param>
    public string BuiltReproduction(string buildFolder) =>
        In("artifacts", "build", buildFolder, "bin", "Repro.Reproduction", "debug", "Repro.Reproduction.dll");

    /// <summary>The numeric tests, built.</summary>
    /// <param name="buildFolder"><see cref="BuildSurroundings.BuildFolder"/>.</param>
    public string BuiltTorchTests(string buildFolder) =>
        In("artifacts", "build", buildFolder, "bin", "Repro.Torch.Tests", "debug", "Repro.Torch.Tests.dll");

    /// <summary>
    /// Output folder for the patched LibTorchSharp and <c>libtorch.path</c>; must match Libtorch.targets.
    /// </summary>
    /// <param name="buildFolder"><see cref="BuildSurroundings.BuildFolder"/>.</param>
    public string BuiltNative(string buildFolder) => In("artifacts", "build", buildFolder, "native");

    public string GlobalJson => In("global.json");

    public string Benchmarks => In("tests", "Repro.Benchmarks", "Repro.Benchmarks.csproj");

    public string Baselines => In("baselines");

    public string Artifacts => In("artifacts");

    public string Runs => In("artifacts", "runs");

    public string Report => In("artifacts", "report");

    public string TestResults => In("artifacts", "test-results");

    public string BenchmarkResults => In("artifacts", "benchmarks");

    /// <summary>The last request, for the fixtures (REPRO_REQUEST).</summary>
    public string Requests => In("artifacts", "requests");

    /// <summary><see cref="PreparedInputs"/>.</summary>
    public string Prepared => In("artifacts", "requests", "prepared.json");

    /// <summary>Runs and results of Soak.</summary>
    public string Soak => In("artifacts", "soak");

    /// <summary>Runs and table of Processors.</summary>
    public string Processors => In("artifacts", "processors");

    /// <summary>Rounding twins, with a folder for each disturbance.</summary>
    public string Twins => In("artifacts", "twins");

    /// <summary>The list of mutants, and which were detected.</summary>
    public string Mutants => In("tests", "Repro.Mutants");

    /// <summary>The copy of the sources for planting mutants.</summary>
    public string MutantTree => In("artifacts", "mutants", "tree");

    /// <summary>Another version of the sources, with artifacts of its own.</summary>
    public string Against(string commit) => In("artifacts", "against", commit);

    /// <summary>Lock for work that only one process per clone may do at a time.</summary>
    public string Lock(string name) => In("artifacts", "locks", name + ".lock");

    /// <summary>Runs of Doctor.</summary>
    public string Doctor => In("artifacts", "doctor");

    private string In(params string[] parts) => Path.Combine([Root, .. parts]);
}
