using System.Diagnostics;
using Repro.Build.Tests.Testing;
using Repro.Verdicts.Compare;

namespace Repro.Build.Tests;

/// <summary>
/// The built program as a process of its own: a finding, a fault of the command line and a failure of the tool each end
/// differently.
/// </summary>
public sealed class ExitCodeTests : IDisposable
{
    private readonly BuiltClone clone = new();

    public void Dispose() => clone.Dispose();

    [SkippableTheory]
    [InlineData(Verdict.Within, 0)]
    [InlineData(Verdict.Improvement, 0)]
    [InlineData(Verdict.Regression, 1)]
    [InlineData(Verdict.NoBaseline, 4)]
    [InlineData(Verdict.NotComparable, 5)]
    [InlineData(Verdict.NotMeasured, 6)]
    public void The_verdict_file_decides_even_where_its_tests_fail(Verdict verdict, int exitCode)
    {
        NeedsSh();
        clone.LeaveVerdict("cnn.corrected", verdict);
        clone.Environment["REPRO_TEST_FAKE_EXIT"] = "1";
        var run = clone.Run("--target=Compare", "--exclusive", "--only=cnn.corrected");
        run.ExitCode.Should().Be(exitCode, run.Output + run.Error);
        LastLine(run).Should().StartWith($"Verdict: {Words.Of(verdict)}: ");
    }

    [SkippableFact]
    public void An_experiment_without_a_verdict_is_not_measured_and_the_log_is_shown()
    {
        NeedsSh();
        clone.LeaveVerdict("cnn.as-written", Verdict.Within);
        var run = clone.Run("--target=Compare", "--exclusive", "--models=cnn");
        run.ExitCode.Should().Be(6);
        run.Output.Should().Contain("No verdict of cnn.corrected.").And.Contain("fixtures of compare ran");
        clone
            .Called.Should()
            .Contain("--testCaseFilter:stage=compare&((model=cnn&protocol=as-written)|(model=cnn&protocol=corrected))");
    }

    [SkippableFact]
    public void A_verdict_of_an_earlier_run_does_not_count()
    {
        NeedsSh();
        clone.LeaveVerdict("cnn.corrected", Verdict.Within);
        clone.Run("--target=Compare", "--exclusive", "--only=cnn.corrected").ExitCode.Should().Be(0);
        Directory.Delete(clone.Folder.In("stage-compare"), recursive: true);
        clone.Run("--target=Compare", "--exclusive", "--only=cnn.corrected").ExitCode.Should().Be(6);
    }

    [SkippableFact]
    public void Training_that_leaves_no_run_is_a_failure_of_the_tool()
    {
        NeedsSh();
        var run = clone.Run("--target=Train", "--exclusive", "--only=cnn.corrected");
        run.ExitCode.Should().Be(70);
        run.Error.Should().Contain("Train: no trained run of cnn.corrected.").And.Contain("fixtures of train ran");
        LastLine(run).Should().Be("Failed: tool failure (exit code 70).");
    }

    [SkippableFact]
    public void Silent_training_is_ended_and_reported_with_the_command_to_continue()
    {
        NeedsSh();
        clone.Environment["REPRO_TEST_FAKE_SLEEP"] = "50";
        var run = clone.Run("--target=Train", "--exclusive", "--only=cnn.corrected", "--hang-after=0.05");
        run.ExitCode.Should().Be(70);
        run.Error.Should()
            .MatchRegex(
                @"train: cnn\.corrected: before the first event it has shown no progress for [\d.]+ s; the limit is 3 "
                    + @"s \(--hang-after=MINUTES\)\. Its processes were ended\. Complete epochs are kept\. "
                    + @"To continue: \./cake\.sh --target=Train --exclusive --only=cnn\.corrected "
                    + @"--hang-after=0\.05\nThe end of .*train\.sample\.log:\n(.*\n)*fixtures of train ran"
            );
    }

    [Fact]
    public void A_wrong_command_line_ends_with_2_before_anything_runs()
    {
        var run = clone.Run("--target=Tset", "--profile=imbd");
        run.Should()
            .Be(
                new ProgramRun(
                    2,
                    "",
                    "--target: Tset is not a target; there are "
                        + "Accept, AttributeReviews, Benchmark, Build, Calibrate, Clean, Compare, "
                        + "CompareVersions, Confirm, Default, Diff, Doctor, Fetch, Format, Intervene, Mutate, Prepare, Processors, Report, Reproduce, "
                        + "Settings, "
                        + "Soak, Test, Train, Twins. Did you mean Test?"
                        + System.Environment.NewLine
                        + "--profile: imbd is not one of sample, imdb-mini, imdb. Did you mean "
                        + "imdb?".ReplaceLineEndings()
                        + System.Environment.NewLine
                )
            );
    }

    [Theory]
    [InlineData(6, "only complete runs can be accepted", "--target=Accept")]
    [InlineData(3, "--device=cuda: no GPU can be used", "--target=Train", "--device=cuda")]
    public void A_task_that_cannot_go_on_ends_with_the_code_of_its_error(
        int exitCode,
        string message,
        params string[] args
    )
    {
        var run = clone.Run(args);
        run.ExitCode.Should().Be(exitCode, run.Error);
        run.Error.Should().Contain(message);
    }

    [Fact]
    public void Doctor_ends_with_3_if_the_requested_runs_cannot_work()
    {
        var run = clone.Run("--target=Doctor", "--profile=imdb-mini", "--data-mirror=nowhere");
        run.ExitCode.Should().Be(3, run.Output + run.Error);
        run.Output.Should().MatchRegex("mirror +problem +.*nowhere is not an existing folder");
        LastLine(run)
            .Should()
            .MatchRegex(
                "^Verdict: not ready: profile imdb-mini cannot run here; see .*mirror.* above \\(exit code 3\\)$"
            );
    }

    [Theory]
    [InlineData("--target=Reproduce", "--dryrun")]
    [InlineData("--target=Reproduce", "--tree")]
    [InlineData("--description")]
    [InlineData("--version")]
    [InlineData("--help")]
    [InlineData("--target=Doctor", "--verbosity=quiet")]
    public void What_only_shows_something_succeeds_and_runs_nothing(params string[] args)
    {
        var run = clone.Run(args);
        run.ExitCode.Should().Be(0, run.Error);
        run.Output.Should().NotBeEmpty().And.NotContain("\u001b", "the output is redirected");
        clone.Called.Should().BeEmpty();
    }

    [Fact]
    public void Without_arguments_every_target_is_listed_with_a_command_to_paste()
    {
        var run = clone.Run();
        run.ExitCode.Should().Be(0);
        foreach (var target in ReproBuild.Target.All)
            run.Output.Should()
                .MatchRegex(
                    $@"\./cake\.(sh|ps1) --target={target.Name} "
                        + $@"+{System.Text.RegularExpressions.Regex.Escape(target.Description[..40])}"
                );
    }

    [SkippableTheory]
    [InlineData("INT", 2)]
    [InlineData("TERM", 15)]
    [InlineData("HUP", 1)]
    public async Task Interrupting_ends_the_fixtures_and_the_program_with_130(string signal, int number)
    {
        NeedsSh();
        Skip.If(
            Ignores(number),
            "these tests were started in the background or by nohup, whose children ignore this signal"
        );
        clone.Environment["REPRO_TEST_FAKE_SLEEP"] = "50";
        using var process = clone.Start("-t", "Train", "--exclusive", "--set=training.max-epochs=3");
        while (!File.Exists(clone.Folder.In("calls.sleeping")) && !process.HasExited)
            await Task.Delay(50);
        using (
            var kill = Process.Start(
                "kill",
                ["-" + signal, process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]
            )
        )
            await kill.WaitForExitAsync();
        var run = ProgramRun.End(process);
        run.ExitCode.Should().Be(130, run.Output + run.Error);
        File.Exists(clone.Folder.In("calls.left"))
            .Should()
            .BeTrue("the fixtures were asked, and left to end by themselves");
        LastLine(run)
            .Should()
            .Be(
                "Interrupted. Complete runs and epochs are kept, and on the CPU the batches of an unfinished "
                    + "epoch. To continue: ./cake.sh --target=Train --exclusive "
                    + "--set=training.max-epochs=3"
            );
    }

    // A child ignores what its parent ignored when it was started. Bit n − 1 of the mask stands for signal n.
    private static bool Ignores(int signal) =>
        File.Exists("/proc/self/status")
        && File.ReadLines("/proc/self/status")
            .FirstOrDefault(line => line.StartsWith("SigIgn:", StringComparison.Ordinal))
            is { } mask
        && (Convert.ToUInt64(mask[7..].Trim(), 16) & (1UL << (signal - 1))) != 0;

    private static void NeedsSh() =>
        Skip.If(OperatingSystem.IsWindows(), "the stand-in for the fixtures is a shell script");

    private static string LastLine(ProgramRun run) =>
        (run.ExitCode == 0 ? run.Output : run.Error).TrimEnd().Split('\n')[^1].TrimEnd();
}
