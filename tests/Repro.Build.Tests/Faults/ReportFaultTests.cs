using Repro.Build.Tests.Testing;
using Repro.Files;
using Repro.Locking;
using Repro.Verdicts.Compare;

namespace Repro.Build.Tests.Faults;

/// <summary>Two builds in one clone that write the same files.</summary>
public sealed class ReportFaultTests : IDisposable
{
    private readonly BuiltClone clone = new();

    private string Lock => clone.Folder.In("artifacts", "locks", "report.lock");

    public void Dispose() => clone.Dispose();

    [SkippableFact]
    public async Task Two_runs_compare_one_after_the_other_and_each_ends_with_its_verdict()
    {
        Skip.If(OperatingSystem.IsWindows(), "the stand-in for the fixtures is a shell script");
        clone.LeaveVerdict("cnn.corrected", Verdict.Within);
        clone.Environment["REPRO_TEST_FAKE_SLEEP"] = "8";
        string[] args = ["--target=Compare", "--exclusive", "--only=cnn.corrected"];
        using var first = clone.Start(args);
        await TrainingClone.UntilAsync(() => File.Exists(clone.Folder.In("calls.sleeping")), "the first one compares");
        clone.Environment["REPRO_TEST_FAKE_SLEEP"] = "";
        using var second = clone.Start(args);
        foreach (
            var run in (ProgramRun[])
                [.. new[] { first, second }.AsParallel().Select(process => ProgramRun.End(process))]
        )
            run.ExitCode.Should().Be(0, run.Output + run.Error);
        LockOwner.Read(Lock).Should().BeNull("it was given back");
    }

    [SkippableFact]
    public void Stale_lock_of_a_dead_process_is_taken_over_and_given_back()
    {
        Skip.If(OperatingSystem.IsWindows(), "the stand-in for the fixtures is a shell script");
        clone.LeaveVerdict("cnn.corrected", Verdict.Within);
        SafeFile.WriteJson(Lock, Machine.Current().Owner("./cake.sh --target=Report") with { Pid = int.MaxValue });
        var run = clone.Run("--target=Compare", "--exclusive", "--only=cnn.corrected", "--wait=0");
        run.ExitCode.Should().Be(0, run.Output + run.Error);
        File.Exists(Lock).Should().BeFalse();
    }

    [Fact]
    public void Two_runs_do_not_write_a_report_at_once_and_the_old_one_stays()
    {
        var old = clone.Folder.Write("artifacts/report/summary.md", "of the other one");
        SafeFile.WriteJson(Lock, Machine.Current().Owner("./cake.sh --target=Report"));
        var run = clone.Run("--target=Report", "--exclusive", "--only=cnn.corrected", "--wait=0");
        run.ExitCode.Should().Be(70, run.Output + run.Error);
        run.Error.Should().Contain($"verdicts and report: in use by process {Environment.ProcessId} on ");
        File.ReadAllText(old).Should().Be("of the other one");
    }

    [Fact]
    public void Two_runs_of_which_one_would_clean_what_the_other_trains_and_it_is_refused()
    {
        var file = clone.Folder.Write("artifacts/runs/sample/cnn.corrected/seed-7/run.lock", "");
        SafeFile.WriteJson(file, Machine.Current().Owner("./cake.sh --seed=7"));
        var run = clone.Run("--target=Clean");
        run.ExitCode.Should().Be(70, run.Output);
        run.Error.Should()
            .Contain($"Clean: {Path.GetDirectoryName(file)} is in use by process {Environment.ProcessId} on ")
            .And.Contain("(./cake.sh --seed=7) since ");
        File.Exists(file).Should().BeTrue();
        SafeFile.WriteJson(file, LockOwner.Read(file)! with { Pid = int.MaxValue });
        clone.Run("--target=Clean").ExitCode.Should().Be(0);
        File.Exists(file).Should().BeFalse("its owner is dead");
    }
}
