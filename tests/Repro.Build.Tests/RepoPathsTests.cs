using Repro.Build.Tests.Testing;
using ReproBuild;

namespace Repro.Build.Tests;

public class RepoPathsTests
{
    [Fact]
    public void The_fixtures_are_where_this_build_put_them() =>
        new RepoPaths(Path.TrimEndingDirectorySeparator(BuildFacts.RepoRoot))
            .BuiltReproduction(BuildSurroundings.OfProcess.BuildFolder)
            .Should()
            .Be(Path.GetFullPath(BuildFacts.Reproduction));

    [SkippableTheory]
    [InlineData(null, null, "portable")]
    [InlineData("", "cpu", "portable")]
    [InlineData("card", null, "card")]
    [InlineData("card", "cuda-linux", "card.cuda-linux-linux-x64")]
    public void Every_package_set_and_libtorch_is_built_in_a_folder_of_its_own(
        string? set,
        string? backend,
        string folder
    )
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "elsewhere the folders name the system");
        new BuildSurroundings(
            name =>
                name switch
                {
                    "PackageSet" => set,
                    "TorchBackend" => backend,
                    _ => null,
                },
            "/repo"
        ).BuildFolder.Should().Be(folder);
    }
}
