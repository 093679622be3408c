namespace ReproBuild;

/// <summary>Every path of the repository, once.</summary>
public sealed record RepoPaths(string Root)
{
    /// <summary>
    /// The repository that this program was built in: the nearest folder above it that holds Repro.sln.
    /// </summary>
    public static RepoPaths OfProgram()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Repro.sln")))
            folder = folder.Parent;
        return new RepoPaths(
            folder?.FullName
                ?? throw new DirectoryNotFoundException(
                    $"No folder above {AppContext.BaseDirectory} holds Repro.sln. Run cake.sh or cake.ps1 of a clone."
                )
        );
    }

    public string Solution => In("Repro.sln");

    public string Tests => In("tests");

    /// <summary>The long-running fixtures.</summary>
    public string Reproduction => In("tests", "Repro.Reproduction", "Repro.Reproduction.csproj");

    /// <summary>
    /// The same, built. The test runner starts it a second sooner than <c>dotnet test</c> the project.
    /// </summary>
    /// <param name="buildFolder"><see cref="Surroundings.BuildFolder"/>.</param>
    public string BuiltReproduction(string buildFolder) =>
        In("artifacts", "build", buildFolder, "bin", "Repro.Reproduction", "debug", "Repro.Reproduction.dll");

    /// <summary>The numeric tests, built.</summary>
    /// <param name="buildFolder"><see cref="Surroundings.BuildFolder"/>.</param>
    public string BuiltTorchTests(string buildFolder) =>
        In("artifacts", "build", buildFolder, "bin", "Repro.Torch.Tests", "debug", "Repro.Torch.Tests.dll");

    /// <summary>
    /// Where a build puts LibTorchSharp, mended, and <c>libtorch.path</c>; as Libtorch.targets has it.
    /// </summary>
    /// <param name="buildFolder"><see cref="Surroundings.BuildFolder"/>.</param>
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

    /// <summary>What Soak trains, and what it found.</summary>
    public string Soak => In("artifacts", "soak");

    /// <summary>What Processors trains, and its table.</summary>
    public string Processors => In("artifacts", "processors");

    /// <summary>Names the process that does what two at once in one clone must not.</summary>
    public string Lock(string name) => In("artifacts", "locks", name + ".lock");

    /// <summary>What Doctor trains.</summary>
    public string Doctor => In("artifacts", "doctor");

    private string In(params string[] parts) => Path.Combine([Root, .. parts]);
}
