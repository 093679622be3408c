using Repro.Build.Tests.Testing;
using Repro.Experiments;
using Repro.Files;
using Repro.Locking;
using Repro.Requests;
using Repro.Runs;

namespace Repro.Build.Tests.Faults;

/// <summary>Real trainings in processes of their own, which meet in one run folder.</summary>
public sealed class RunFolderTrainingFaultTests : IDisposable
{
    private static readonly ReproRequest Request = TrainingProgram.Small("sample", 3, ModelKind.Cnn);

    private readonly TempFolder temp = new();

    public void Dispose() => temp.Dispose();

    [Fact]
    public async Task Two_runs_of_one_folder_at_once_leave_what_one_alone_would()
    {
        var alone = await TrainingProgram.RunToEndAsync(TrainingProgram.In(Request, temp.In("alone")));
        var program = TrainingProgram.In(Request, temp.In("both"));
        using var first = program.Start();
        using var second = program.Start();
        foreach (
            var run in (ProgramRun[])
                [
                    .. new[] { first, second }
                        .AsParallel()
                        .Select(process => ProgramRun.End(process, TimeSpan.FromMinutes(5))),
                ]
        )
            run.ExitCode.Should().Be(0, run.Output + run.Error);
        TrainingProgram.ShouldBeEqual(alone, program.Runs);
        RunEventLog
            .Read(program.Runs[0].Events)
            .Count(e => e.Kind == RunEventKind.Started)
            .Should()
            .Be(1, "the second one found it trained");
        File.Exists(program.Runs[0].Lock).Should().BeFalse();
    }

    [Fact]
    public void Two_runs_of_which_the_second_waits_too_long_end_it_with_whom_it_waited_for()
    {
        var program = TrainingProgram.In(Request with { Wait = TimeSpan.FromSeconds(1) }, temp.In("held"));
        SafeFile.WriteJson(program.Runs[0].Lock, Machine.Current().Owner("these tests"));
        using var process = program.Start();
        var run = ProgramRun.End(process);
        run.ExitCode.Should().Be(70);
        run.Error.Should()
            .MatchRegex(
                @"(?m)^cnn\.corrected, seed 1234, in .*: in use by process \d+ on .* \(these tests\) since .*; "
                    + @"waited 1 s, the limit is 1 s\. Run again when it is done"
            );
    }

    [Fact]
    public async Task Stale_lock_of_a_process_whose_id_is_anothers_now_is_taken_over()
    {
        var program = TrainingProgram.In(Request, temp.In("stale"));
        SafeFile.WriteJson(program.Runs[0].Lock, Machine.Current().Owner("long ago") with { Started = "1" });
        (await TrainingProgram.RunToEndAsync(program)).Should().OnlyContain(run => File.Exists(run.Complete));
        File.Exists(program.Runs[0].Lock).Should().BeFalse();
    }

    [SkippableFact]
    public async Task Two_runs_of_the_build_and_the_second_shows_for_whom_it_waits()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "needs sh");
        using var clone = new TrainingClone();
        using var first = clone.Start();
        var host = await clone.TrainsAsync(first);
        TrainingClone.Signal("STOP", host); // Until the second one has come to wait.
        using var second = clone.Start("--wait=60");
        await TrainingClone.UntilAsync(() => clone.Waiting.Any(), "the second one waits");
        TrainingClone.Signal("CONT", host);
        var runs = await Task.WhenAll(
            Task.Run(() => ProgramRun.End(first, TimeSpan.FromMinutes(5))),
            Task.Run(() => ProgramRun.End(second, TimeSpan.FromMinutes(5)))
        );
        runs.Should()
            .OnlyContain(
                run => run.ExitCode == 0,
                "both end well: {0}",
                string.Join('\n', runs.Select(run => run.Error))
            );
        runs[1]
            .Output.Should()
            .MatchRegex(
                $@"(?s)cnn\.corrected: waiting for process {host} on .*\s\(\./cake\.sh\s+--target=Train\s.*\)\s+since\s.*\s"
                    + $@"UTC:\s+cnn\.corrected,\s+seed\s+1234,\s+in\s.*;\s+\d+\s+s\s+of\s+at\s+most\s+3600\s+s"
            );
        runs[0].Output.Should().NotContain("waiting for");
    }
}
