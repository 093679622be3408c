using Repro.Build.Tests.Testing;

namespace Repro.Build.Tests;

/// <summary>Where the built program lies, and the folders that the machine gives it.</summary>
public sealed class PlaceTests : IDisposable
{
    private readonly BuiltClone clone = new();

    public void Dispose() => clone.Dispose();

    [SkippableFact]
    public void Outputs_may_lie_on_another_disk()
    {
        LinkArtifacts();
        clone.Environment["REPRO_ROOT"] = clone.Folder.Root;
        var run = clone.Run("--target=Settings");
        run.ExitCode.Should().Be(0, run.Error);
    }

    [SkippableFact]
    public void A_program_without_a_clone_ends_in_a_sentence()
    {
        LinkArtifacts();
        Refused(clone.Run("--target=Settings"), "No folder above ");
        clone.Environment["REPRO_ROOT"] = "/dev/null/x";
        Refused(clone.Run("--target=Settings"), "REPRO_ROOT: /dev/null/x has no Repro.sln");
    }

    [SkippableTheory]
    [InlineData("TMPDIR")]
    [InlineData("HOME")]
    public void A_folder_that_is_not_there_is_named_before_anything_runs(string variable)
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows keeps these folders");
        clone.Environment[variable] = clone.Folder.In("nowhere") + "/";
        var run = clone.Run("--target=Train", "--exclusive", "--only=cnn.corrected");
        run.ExitCode.Should().Be(3, run.Error);
        run.Error.Should().Contain($"folder, {variable}: ").And.Contain("cannot be written to: it does not exist");
        clone.Called.Should().BeEmpty();
        run = clone.Run("--target=Doctor");
        run.ExitCode.Should().Be(3, run.Output);
        run.Output.Should().MatchRegex($"folder, {variable} +problem");
    }

    [Theory]
    [InlineData("runs")]
    [InlineData("cache")]
    public void Doctor_sees_a_file_where_a_folder_has_to_be(string subject)
    {
        var file = clone.Folder.Write("a file", "");
        clone.Environment["REPRO_CACHE"] = subject == "cache" ? file : clone.Folder.In("cache");
        var run = clone.Run("--target=Doctor", "--runs=" + (subject == "runs" ? Path.Combine(file, "runs") : "runs"));
        run.ExitCode.Should().Be(3, run.Output);
        run.Output.Should().MatchRegex($"folder, {subject} +problem +.*a file is a file");
        Directory.Exists(clone.Folder.In("cache")).Should().BeFalse("Doctor leaves nothing");
    }

    [Fact]
    public void Doctor_sees_a_file_where_artifacts_have_to_be()
    {
        clone.Folder.Write("other/Repro.sln", "");
        clone.Folder.Write("other/artifacts", "");
        clone.Environment["REPRO_ROOT"] = clone.Folder.In("other");
        clone.Environment["REPRO_CACHE"] = clone.Folder.In("cache");
        var run = clone.Run("--target=Doctor", "--runs=" + clone.Folder.In("runs"));
        run.ExitCode.Should().Be(3, run.Output + run.Error);
        run.Output.Should().MatchRegex("folder, artifacts +problem +.*artifacts is a file");
    }

    [SkippableFact]
    public void Doctor_has_MSBuild_read_the_build()
    {
        Skip.If(OperatingSystem.IsWindows(), "the stand-in for dotnet is a shell script");
        clone.Folder.Write("build/Build.csproj", "<Project />");
        clone.Folder.WriteProgram("bin/dotnet", "echo ../artifacts/elsewhere/");
        var run = clone.Run("--target=Doctor");
        run.ExitCode.Should().Be(3, run.Output);
        run.Output.Should().MatchRegex("MSBuild +problem +would build to ");
        clone.Folder.WriteProgram("bin/dotnet", "echo ../artifacts/cake/portable/");
        clone.Run("--target=Doctor").Output.Should().MatchRegex("MSBuild +ok");
        clone.Folder.WriteProgram("bin/dotnet", "echo 'error MSB1025: an internal failure'; exit 1");
        clone.Run("--target=Doctor").Output.Should().MatchRegex("MSBuild +problem +cannot read .*MSB1025");
    }

    private static void Refused(ProgramRun run, string message)
    {
        run.ExitCode.Should().Be(3, run.Error);
        run.Error.Should().StartWith(message).And.MatchRegex("^[^\n]+\n$");
    }

    private void LinkArtifacts()
    {
        Skip.If(OperatingSystem.IsWindows(), "a link to a folder takes a privilege there");
        // Not in the clone: no folder above it holds Repro.sln.
        var elsewhere = Path.Combine(Path.GetDirectoryName(clone.Folder.Root)!, "elsewhere");
        Directory.CreateDirectory(elsewhere);
        Directory.Move(clone.Folder.In("artifacts"), Path.Combine(elsewhere, "artifacts"));
        Directory.CreateSymbolicLink(clone.Folder.In("artifacts"), Path.Combine(elsewhere, "artifacts"));
    }
}
