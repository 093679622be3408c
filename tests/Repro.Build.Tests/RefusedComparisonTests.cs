using Repro.Build.Tests.Testing;
using Repro.Verdicts.Compare;

namespace Repro.Build.Tests;

/// <summary>
/// Whatever prevents a comparison ends the program with its own exit code, before anything runs if it can be known
/// then; and leaves no older report.
/// </summary>
public sealed class RefusedComparisonTests : IDisposable
{
    private readonly BuiltClone clone = new();

    public void Dispose() => clone.Dispose();

    [Theory]
    [InlineData("baselines/tolerances.json")]
    [InlineData("baselines/notebook/claims.json")]
    [InlineData("baselines/sample/cpu/cnn.corrected/provenance.json")]
    public void A_damaged_baseline_is_named_before_anything_runs(string file)
    {
        clone.Folder.Write(file, "{\n<<<<<<< HEAD\n}\n");
        foreach (var file2 in new[] { "metrics", "curve", "attributions" })
            clone.Folder.Write($"baselines/sample/cpu/cnn.corrected/{file2}.verified.json", "{}");
        if (file.EndsWith("provenance.json", StringComparison.Ordinal))
            clone.Folder.Write("baselines/sample/cpu/cnn.corrected/metrics.verified.json", "{\n<<<<<<< HEAD\n}\n");
        var run = clone.Run("--target=Reproduce", "--only=cnn.corrected");
        run.ExitCode.Should().Be(3, run.Output + run.Error);
        run.Error.Should()
            .Contain(", line 2: not readable as ")
            .And.Contain("it contains an unresolved merge conflict. Restore it from version control.")
            .And.NotContain("   at ");
        clone.Called.Should().BeEmpty();
    }

    [SkippableFact]
    public void Comparing_a_run_that_is_not_there_trains_nothing_and_names_it()
    {
        Skip.If(OperatingSystem.IsWindows(), "the stand-in for dotnet is a shell script");
        using var training = new TrainingClone();
        var run = training.RunInstead("Compare");
        run.ExitCode.Should().Be(6, run.Output + run.Error);
        run.Error.Should().Contain("cnn.corrected: seed 1234: there is no run; train it by --target=Reproduce");
        Directory.Exists(training.Run.Root).Should().BeFalse();
    }

    [SkippableFact]
    public void What_ends_the_comparison_ends_the_program()
    {
        Skip.If(OperatingSystem.IsWindows(), "the stand-in for dotnet is a shell script");
        VerdictFiles.WriteRefusal(
            clone.Folder.In("stage-compare", "verdicts"),
            "sample",
            "cnn.corrected",
            ReproException.Input("metrics.json: test.f1.global is 0.93, where predictions.json gives 0.33.")
        );
        clone.Environment["FAKE_EXIT"] = "1";
        var run = clone.Run("--target=Compare", "--exclusive", "--only=cnn.corrected");
        run.ExitCode.Should().Be(3, run.Output + run.Error);
        run.Error.Should().Contain("metrics.json: test.f1.global is 0.93, where predictions.json gives 0.33.");
    }

    [SkippableFact]
    public void No_older_report_is_left_where_there_is_nothing_to_report()
    {
        Skip.If(OperatingSystem.IsWindows(), "the stand-in for dotnet is a shell script");
        string[] report = ["verdict.json", "summary.md", "index.html"];
        foreach (var name in report)
            clone.Folder.Write($"artifacts/report/{name}", "of an earlier run");
        clone.Folder.Write("artifacts/report/settings.md", "of Train");
        clone.Run("--target=Compare", "--exclusive", "--only=cnn.corrected").ExitCode.Should().Be(6);
        Directory
            .EnumerateFiles(clone.Folder.In("artifacts", "report"))
            .Select(Path.GetFileName)
            .Should()
            .Equal("settings.md");
    }
}
