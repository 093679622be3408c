using Repro.Build.Tests.Testing;

namespace Repro.Build.Tests.Scripts;

public sealed class CakeShTests : IDisposable
{
    private readonly ScriptClone clone = new();

    public void Dispose() => clone.Dispose();

    [SkippableFact]
    public void Arguments_arrive_as_given_from_another_folder_and_the_exit_code_comes_back()
    {
        clone.Environment["REPRO_TEST_PROGRAM_EXIT"] = "5";
        Run("--target=Reproduce", "--sentence=Such a great show!", "--set", "a=1", "").ExitCode.Should().Be(5);
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
                ""
            );
    }

    [SkippableFact]
    public void It_builds_only_where_a_source_is_not_what_was_built_regardless_of_its_time()
    {
        Run().ExitCode.Should().Be(0);
        clone.Calls().Should().HaveCount(2);
        Run().ExitCode.Should().Be(0);
        clone.Calls().Should().HaveCount(1);
        clone.Edit("two");
        Run().ExitCode.Should().Be(0);
        clone.Calls().Should().HaveCount(2);
        clone.Edit("two");
        Run().ExitCode.Should().Be(0);
        clone.Calls().Should().HaveCount(1);
    }

    [SkippableFact]
    public void Of_the_environment_dotnet_sees_what_the_list_names_and_nothing_else()
    {
        Run().ExitCode.Should().Be(0);
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
    [InlineData("HOME", "/dev/null/x", 3, "HOME: /dev/null/x is not a folder")]
    [InlineData("PackageSet", "crad", 2, "PackageSet: crad is not one of portable, card")]
    [InlineData("TorchBackend", "cuda", 2, "TorchBackend: cuda is not one of cpu, cuda-linux")]
    public void What_cannot_work_is_refused_by_name(string name, string value, int exitCode, string message)
    {
        clone.Environment[name] = value;
        var run = Run("--target=Test");
        run.ExitCode.Should().Be(exitCode, run.Error);
        run.Error.Should().StartWith(message).And.MatchRegex("^[^\n]+\n$");
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
        clone.Folder.Write($"{folder}/cake.sh", File.ReadAllText(clone.Folder.In("cake.sh")));
        var run = ProgramRun.Start("sh", [clone.Folder.In(folder, "cake.sh")], Path.GetTempPath(), clone.Environment);
        run.ExitCode.Should().Be(3, run.Error);
        run.Error.Should().StartWith("The clone's folder, ").And.Contain("Move the clone");
        clone.Calls().Should().BeEmpty();
    }

    [SkippableFact]
    public void A_build_that_fails_is_seen_and_is_not_a_finding()
    {
        clone.Environment["REPRO_TEST_BUILD_EXIT"] = "1";
        var run = Run("--target=Test");
        run.ExitCode.Should().Be(70);
        (run.Output + run.Error).Should().Contain("error CS0001");
        clone.Calls().Should().ContainSingle();
    }

    [SkippableTheory]
    [InlineData(true, null, "cuda-linux", true)]
    [InlineData(false, null, "", false)]
    [InlineData(true, "cpu", "cpu", false)]
    public void The_backend_follows_nvidia_smi_unless_it_is_set(bool gpu, string? set, string backend, bool said)
    {
        clone.HasGpu(gpu);
        clone.Environment["TorchBackend"] = set;
        Run().Error.Contains("TorchBackend=cuda-linux", StringComparison.Ordinal).Should().Be(said);
        clone.Calls().Should().OnlyContain(call => call[0] == "backend=" + backend);
    }

    private ProgramRun Run(params string[] args)
    {
        Skip.If(OperatingSystem.IsWindows(), "cake.sh is for sh");
        return ProgramRun.Start("sh", [clone.Folder.In("cake.sh"), .. args], Path.GetTempPath(), clone.Environment);
    }
}
