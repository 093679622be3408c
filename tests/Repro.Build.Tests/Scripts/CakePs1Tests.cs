namespace Repro.Build.Tests.Scripts;

public sealed class CakePs1Tests : IDisposable
{
    private readonly ScriptClone clone = new();

    public void Dispose() => clone.Dispose();

    [SkippableFact]
    public void Arguments_arrive_as_given_from_another_folder_and_the_exit_code_comes_back()
    {
        clone.Environment["REPRO_TEST_PROGRAM_EXIT"] = "5";
        Run("--target=Reproduce '--sentence=Such a great show!' --set a=1 -v quiet").Should().Be(5);
        var calls = clone.Calls();
        calls.Should().HaveCount(2);
        calls[0][..3].Should().Equal("backend=", "build", clone.Folder.Root + "/build/Build.csproj");
        calls[1]
            .Should()
            .Equal(
                "backend=",
                clone.Program,
                "--target=Reproduce",
                "--sentence=Such a great show!",
                "--set",
                "a=1",
                "-v",
                "quiet"
            );
    }

    [SkippableFact]
    public void It_builds_only_where_a_source_is_not_what_was_built_regardless_of_its_time()
    {
        Run("").Should().Be(0);
        clone.Calls().Should().HaveCount(2);
        Run("").Should().Be(0);
        clone.Calls().Should().HaveCount(1);
        clone.Edit("two");
        Run("").Should().Be(0);
        clone.Calls().Should().HaveCount(2);
        clone.Edit("two");
        Run("").Should().Be(0);
        clone.Calls().Should().HaveCount(1);
    }

    [SkippableFact]
    public void Of_the_environment_dotnet_sees_what_the_list_names_and_nothing_else()
    {
        Run("").Should().Be(0);
        var seen = clone.Seen();
        seen.Should()
            .Contain(["ONEDNN_MAX_CPU_ISA=AVX2", "http_proxy=http://proxy", "REPRO_ROOT=" + clone.Folder.Root]);
        seen.Select(line => line.Split('=')[0])
            .Except(["OLDPWD", "SHLVL", "_"]) // The shell's own.
            .Should()
            .OnlyContain(name => ReproBuild.HandedOnVariables.Has(name))
            .And.Contain(clone.HandedOn)
            .And.NotContain(["Configuration", "PLATFORM", "VSTestTestCaseFilter", "LANGUAGE", "with-a-dash"]);
    }

    [SkippableTheory]
    [InlineData("TMPDIR", "/dev/null/x", 3, "TMPDIR: /dev/null/x is not a folder")]
    [InlineData("PackageSet", "crad", 2, "PackageSet: crad is not one of portable, card")]
    [InlineData("TorchBackend", "cuda", 2, "TorchBackend: cuda is not one of cpu, cuda-linux")]
    public void What_cannot_work_is_refused_by_name(string name, string value, int exitCode, string message)
    {
        clone.Environment[name] = value;
        message.Should().NotBeEmpty();
        Run("--target=Test").Should().Be(exitCode);
        clone.Calls().Should().BeEmpty();
    }

    [SkippableTheory]
    [InlineData("a;b")]
    [InlineData("a%20b")]
    [InlineData("a:b")]
    [InlineData("a@(b)")]
    public void A_folder_that_MSBuild_misreads_is_refused(string folder)
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows has no such folders");
        clone.Folder.Write($"{folder}/cake.ps1", File.ReadAllText(clone.Folder.In("cake.ps1")));
        PowerShellEngine
            .Run($"& '{clone.Folder.In(folder, "cake.ps1")}'", Path.GetTempPath(), clone.Environment)
            .Should()
            .Be(3);
        clone.Calls().Should().BeEmpty();
    }

    [SkippableFact]
    public void A_build_that_fails_is_not_a_finding()
    {
        clone.Environment["REPRO_TEST_BUILD_EXIT"] = "1";
        Run("--target=Test").Should().Be(70);
        clone.Calls().Should().ContainSingle();
    }

    [SkippableTheory]
    [InlineData(true, null, "cuda-linux")]
    [InlineData(false, null, "")]
    [InlineData(true, "cpu", "cpu")]
    public void The_backend_follows_nvidia_smi_unless_it_is_set(bool gpu, string? set, string backend)
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "cuda-linux is for Linux");
        clone.HasGpu(gpu);
        clone.Environment["TorchBackend"] = set;
        Run("").Should().Be(0);
        clone.Calls().Should().OnlyContain(call => call[0] == "backend=" + backend);
    }

    private int Run(string args)
    {
        Skip.If(OperatingSystem.IsWindows(), "the stand-in for dotnet is a shell script");
        return PowerShellEngine.Run($"& '{clone.Folder.In("cake.ps1")}' {args}", Path.GetTempPath(), clone.Environment);
    }
}
