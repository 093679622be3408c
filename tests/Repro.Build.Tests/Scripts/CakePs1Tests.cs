namespace Repro.Build.Tests.Scripts;

public sealed class CakePs1Tests : IDisposable
{
    private readonly ScriptClone clone = new();

    public void Dispose() => clone.Dispose();

    [SkippableFact]
    public void Arguments_arrive_as_given_from_another_folder_and_the_exit_code_comes_back()
    {
        clone.Environment["PROGRAM_EXIT"] = "5";
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
    public void A_build_that_fails_is_no_finding()
    {
        clone.Environment["BUILD_EXIT"] = "1";
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
