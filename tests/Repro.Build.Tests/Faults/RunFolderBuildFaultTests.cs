using Repro.Build.Tests.Testing;

namespace Repro.Build.Tests.Faults;

/// <summary>What the build says of runs that could not be finished.</summary>
public sealed class RunFolderBuildFaultTests : IDisposable
{
    private const string Full = "/dev/full";

    private readonly BuiltClone clone = new();

    public void Dispose() => clone.Dispose();

    [SkippableTheory]
    [InlineData("Train", 70)]
    [InlineData("Compare", 6)]
    public void Disk_full_under_the_fixtures_log_is_never_0_and_their_last_lines_are_still_shown(
        string target,
        int exitCode
    )
    {
        Skip.IfNot(File.Exists(Full), $"there is no {Full}");
        Directory.CreateDirectory(clone.Folder.In("artifacts", "test-results"));
        File.CreateSymbolicLink(
            clone.Folder.In("artifacts", "test-results", $"{(target == "Train" ? "train" : "compare")}.sample.log"),
            Full
        );
        var run = clone.Run($"--target={target}", "--exclusive", "--only=cnn.corrected");
        run.ExitCode.Should().Be(exitCode, run.Output + run.Error);
        (run.Output + run.Error)
            .Should()
            .Contain($"fixtures of {(target == "Train" ? "train" : "compare")} ran")
            .And.NotContain("Unhandled exception");
    }

    [Fact]
    public void Io_error_in_asking_the_fixtures_is_reported_with_the_file_and_what_to_do()
    {
        clone.Folder.Write("artifacts/requests", "a file where a folder must be");
        var run = clone.Run("--target=Train", "--exclusive", "--only=cnn.corrected");
        run.ExitCode.Should().Be(70, run.Output);
        run.Error.Should()
            .MatchRegex(
                "artifacts/requests/train[^ ]*: cannot be written: .*Free some space or give write access there"
            );
    }
}
