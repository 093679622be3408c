using System.Text.RegularExpressions;
using System.Xml.Linq;
using Repro.Build.Tests.Testing;
using ReproBuild;
using ReproBuild.Arithmetic;

namespace Repro.Build.Tests;

/// <summary>What <c>build/environment.txt</c> lets through, and what it does not.</summary>
public sealed partial class HandedOnVariablesTests : IDisposable
{
    // Asked for in the environment on purpose.
    private static readonly string[] OwnProperties = ["PackageSet", "TorchBackend"];

    private readonly BuiltClone clone = new();

    public void Dispose() => clone.Dispose();

    [Fact]
    public void No_property_that_decides_what_is_built_or_tested_is_handed_on() =>
        XDocument
            .Load(Path.Combine(BuildFacts.RepoRoot, "Directory.Build.props"))
            .Root!.Elements("PropertyGroup")
            .SelectMany(group => group.Elements())
            .Select(property => property.Name.LocalName)
            .Concat(["MSBuildSDKsPath", "MSBuildExtensionsPath", "CustomBeforeMicrosoftCommonProps", "ImplicitUsings"])
            .Except(OwnProperties)
            .SelectMany(name => (string[])[name, name.ToUpperInvariant(), name.ToLowerInvariant()]) // MSBuild takes any case.
            .Where(HandedOnVariables.Has)
            .Should()
            .BeEmpty();

    [Fact]
    public void What_the_program_reads_is_handed_on()
    {
        var read = new[] { "build", "src", "tests/Repro.Reproduction" }
            .Select(folder => Path.Combine(BuildFacts.RepoRoot, folder))
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories))
            .SelectMany(file => Reading().Matches(File.ReadAllText(file)))
            .Select(match => match.Groups["name"].Value)
            .ToList();
        read.Should().Contain(["CI", "REPRO_CACHE", "REPRO_LIBTORCH", "ONEDNN_MAX_CPU_ISA", "DOTNET_HOST_PATH"]);
        read.Where(name => !HandedOnVariables.Has(name)).Should().BeEmpty();
    }

    [Fact]
    public void What_changes_the_arithmetic_is_handed_on() =>
        ArithmeticSetting
            .All.SelectMany(setting => setting.Variables.Keys)
            .Where(name => !HandedOnVariables.Has(name))
            .Should()
            .BeEmpty();

    [Theory]
    [InlineData(
        "PATH",
        "HOME",
        "TMPDIR",
        "TEMP",
        "TMP",
        "LANG",
        "LC_ALL",
        "TZ",
        "TERM",
        "COLUMNS",
        "NO_COLOR",
        "DISPLAY"
    )]
    [InlineData("SystemRoot", "windir", "USERPROFILE", "APPDATA", "LOCALAPPDATA", "PATHEXT", "ProgramFiles(x86)")]
    [InlineData("PROCESSOR_ARCHITECTURE", "NUMBER_OF_PROCESSORS", "ComSpec", "CommonProgramFiles", "ProgramData")]
    [InlineData("HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy", "NO_PROXY", "no_proxy", "ALL_PROXY")]
    [InlineData("SSL_CERT_FILE", "SSL_CERT_DIR", "NODE_EXTRA_CA_CERTS", "SSH_AUTH_SOCK", "GIT_SSL_CAINFO")]
    [InlineData("NUGET_PACKAGES", "NuGetPackageSourceCredentials_feed", "VSS_NUGET_EXTERNAL_FEED_ENDPOINTS")]
    [InlineData("DOTNET_ROOT", "DOTNET_CLI_HOME", "DOTNET_gcServer", "COMPlus_gcServer", "CORECLR_ENABLE_PROFILING")]
    [InlineData("MSBUILDDISABLENODEREUSE", "UseSharedCompilation", "VSTEST_CONNECTION_TIMEOUT")]
    [InlineData("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "KMP_AFFINITY")]
    [InlineData("CUDA_VISIBLE_DEVICES", "CUBLAS_WORKSPACE_CONFIG", "NVIDIA_TF32_OVERRIDE", "PYTORCH_CUDA_ALLOC_CONF")]
    [InlineData("GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY", "RUNNER_TEMP", "SLURM_JOB_ID", "XDG_CACHE_HOME")]
    [InlineData("REPRO_DATA_MIRROR", "REPRO_BROWSER", "REPRO_REQUEST", "DiffEngine_Disabled", "MALLOC_ARENA_MAX")]
    public void What_the_machine_networks_and_libraries_are_set_by_is_handed_on(params string[] names) =>
        names.Where(name => !HandedOnVariables.Has(name)).Should().BeEmpty();

    [SkippableFact]
    public void The_program_takes_the_others_from_itself_and_from_what_it_starts()
    {
        Skip.If(OperatingSystem.IsWindows(), "the stand-in for dotnet is a shell script");
        foreach (var name in (string[])["PLATFORM", "VSTestTestCaseFilter", "ONEDNN_MAX_CPU_ISA"])
            clone.Environment[name] = "planted";
        clone.Environment[RepoPaths.Variable] = clone.Folder.Root;
        clone.Run("--target=Train", "--exclusive", "--only=cnn.corrected");
        var seen = File.ReadAllLines(clone.Folder.In("calls.env"));
        seen.Should().Contain("ONEDNN_MAX_CPU_ISA=planted");
        seen.Select(line => line.Split('=')[0])
            .Except(["OLDPWD", "SHLVL", "_"]) // The shell's own.
            .Should()
            .OnlyContain(name => HandedOnVariables.Has(name))
            .And.NotContain(RepoPaths.Variable, "a program of another clone that is started is not of this");
    }

    [GeneratedRegex("""\b(?:GetEnvironmentVariable|Variable|environment|Folder)\(\s*"(?<name>[A-Z][A-Za-z_]+)"[,)]""")]
    private static partial Regex Reading();
}
