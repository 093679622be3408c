using Repro.Build.Tests.Testing;
using Repro.Compare;
using Repro.Locking;

namespace Repro.Build.Tests.Faults;

/// <summary>Two builds in one clone, and what they leave where both write.</summary>
public sealed class ReportFaultTests : IDisposable
{
    private readonly BuiltClone clone = new();

    public void Dispose() => clone.Dispose();

    [SkippableFact]
    public async Task Two_runs_compare_one_after_the_other_and_each_ends_with_its_verdict()
    {
        Skip.If(OperatingSystem.IsWindows(), "the stand-in for the fixtures is a shell script");
        clone.LeaveVerdict("cnn.corrected", Verdict.Within);
        clone.Environment["FAKE_SLEEP"] = "8";
        string[] args = ["--target=Compare", "--exclusive", "--only=cnn.corrected"];
        using var first = clone.Start(args);
        await TrainingClone.UntilAsync(() => File.Exists(clone.Folder.In("calls.sleeping")), "the first one compares");
        clone.Environment["FAKE_SLEEP"] = "";
        using var second = clone.Start(args);
        foreach (var run in (ProgramRun[])[.. new[] { first, second }.AsParallel().Select(process => ProgramRun.End(process))])
            run.ExitCode.Should().Be(0, run.Output + run.Error);
        LockOwner.Read(clone.Folder.In("artifacts", "locks", "report.lock")).Should().BeNull("it was given back");
    }

    [Fact]
    public void Two_runs_of_which_one_would_clean_what_the_other_trains_and_it_is_refused()
    {
        var file = clone.Folder.Write("artifacts/runs/sample/cnn.corrected/seed-7/run.lock", "");
        SafeFile.WriteJson(file, Machine.OfProcess().Owner("./cake.sh --seed=7"));
        var run = clone.Run("--target=Clean");
        run.ExitCode.Should().Be(70, run.Output);
        run.Error.Should().Contain($"Clean: {Path.GetDirectoryName(file)} is in use by process {Environment.ProcessId} on ").And.Contain("(./cake.sh --seed=7) since ");
        File.Exists(file).Should().BeTrue();
        SafeFile.WriteJson(file, LockOwner.Read(file)! with { Pid = int.MaxValue });
        clone.Run("--target=Clean").ExitCode.Should().Be(0);
        File.Exists(file).Should().BeFalse("its owner is dead");
    }
}
