using Repro.Build.Tests.Testing;

namespace Repro.Build.Tests.Scripts;

public sealed class CakeShTests : IDisposable
{
    private readonly ScriptClone clone = new();

    public void Dispose() => clone.Dispose();

    [SkippableFact]
    public void Arguments_arrive_as_given_from_another_folder_and_the_exit_code_comes_back()
    {
        clone.Environment["PROGRAM_EXIT"] = "5";
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
    public void It_builds_only_where_a_source_is_newer_than_the_program()
    {
        Run().ExitCode.Should().Be(0);
        clone.Calls().Should().HaveCount(2);
        Run().ExitCode.Should().Be(0);
        clone.Calls().Should().HaveCount(1);
        File.SetLastWriteTimeUtc(
            clone.Folder.In("src", "Repro", "Repro.cs"),
            File.GetLastWriteTimeUtc(clone.Program).AddSeconds(1)
        );
        Run().ExitCode.Should().Be(0);
        clone.Calls().Should().HaveCount(2);
    }

    [SkippableFact]
    public void A_build_that_fails_is_seen_and_is_no_finding()
    {
        clone.Environment["BUILD_EXIT"] = "1";
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
        return ProgramRun.Of("sh", [clone.Folder.In("cake.sh"), .. args], Path.GetTempPath(), clone.Environment);
    }
}
