using System.Diagnostics;
using Repro.Build.Tests.Testing;
using Repro.Runs;

namespace Repro.Build.Tests.Faults;

/// <summary>
/// The build, the test runner or the fixtures' host dies within an epoch: it is detected, and the next run resumes.
/// </summary>
public sealed class EpochCheckpointFaultTests : IDisposable
{
    private readonly TrainingClone clone = new();

    public EpochCheckpointFaultTests() => Skip.IfNot(OperatingSystem.IsLinux(), "needs sh and kill");

    public void Dispose() => clone.Dispose();

    [SkippableFact]
    public async Task Parent_killed_and_its_host_ends_too_and_the_next_run_resumes_from_the_checkpoint()
    {
        using var program = clone.Start();
        var host = await clone.TrainsAsync(program);
        program.Kill();
        await TrainingClone.GoneAsync(host);
        GoesOn(clone.RunToEnd());
    }

    [SkippableTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Parent_killed_being_the_test_runner_or_dotnet_test_and_its_host_ends_too(bool dotnetTest)
    {
        using var clone = new TrainingClone(byDotnetTest: dotnetTest);
        using var program = clone.Start();
        var host = await clone.TrainsAsync(program);
        TrainingClone.Signal("KILL", ChildOf(program.Id));
        await TrainingClone.GoneAsync(host);
        var run = ProgramRun.End(program);
        run.ExitCode.Should().Be(70, run.Output + run.Error);
        run.Error.Should()
            .MatchRegex(
                @"train: cnn\.corrected \(epoch .*\) has lost its process, which ended by SIGKILL \(exit code "
                    + @"137\); likely cause: "
            );
    }

    [SkippableFact]
    public async Task Sigkill_of_the_host_is_reported_at_once_with_signal_cause_log_and_the_command_to_continue()
    {
        using var program = clone.Start();
        TrainingClone.Signal("KILL", await clone.TrainsAsync(program));
        var run = ProgramRun.End(program);
        run.ExitCode.Should().Be(70, run.Output + run.Error);
        run.Error.Should()
            .MatchRegex(
                @"train: cnn\.corrected \(epoch \d+/40.*\) has lost its process, which ended by SIGKILL \(exit code "
                    + @"137\); likely cause: (a user ended it|out of memory).*"
            )
            .And.Contain(
                "Complete epochs are kept. To continue: ./cake.sh --target=Train --exclusive " + "--only=cnn.corrected"
            )
            .And.MatchRegex(@"The end of .*train\.sample\.log:\n(.*\n)*.*([Cc]rash|[Aa]bort)");
        run.Error.TrimEnd().Should().EndWith("Failed: tool failure (exit code 70).");
        GoesOn(clone.RunToEnd());
    }

    /// <param name="poolThreads">With the most threads of a pool that the test runner and the training then keep busy;
    /// 0 for as many as it likes.</param>
    [SkippableTheory]
    [InlineData(0)]
    [InlineData(4)]
    public async Task Sigterm_of_the_build_ends_the_host_and_the_next_run_resumes_from_the_checkpoint(int poolThreads)
    {
        clone.Environment["DOTNET_ThreadPool_ForceMaxWorkerThreads"] = poolThreads.ToString(
            System.Globalization.CultureInfo.InvariantCulture
        );
        using var program = clone.Start();
        var host = await clone.TrainsAsync(program);
        TrainingClone.Signal("TERM", program.Id);
        ProgramRun.End(program).ExitCode.Should().Be(130);
        await TrainingClone.GoneAsync(host);
        GoesOn(clone.RunToEnd());
    }

    private void GoesOn(ProgramRun run)
    {
        run.ExitCode.Should().Be(0, run.Output + run.Error);
        RunEventLog
            .Read(clone.Run.Events)
            .Select(e => e.Kind)
            .Should()
            .Contain(RunEventKind.Continued, "complete epochs are kept");
        File.Exists(clone.Run.Lock).Should().BeFalse();
    }

    private static int ChildOf(int pid) => Process.GetProcesses().Select(p => p.Id).First(id => ParentOf(id) == pid);

    private static int? ParentOf(int pid)
    {
        try
        {
            return int.Parse(
                File.ReadAllText($"/proc/{pid}/stat").Split(')')[^1].Split(' ')[2],
                System.Globalization.CultureInfo.InvariantCulture
            );
        }
        catch (IOException)
        {
            return null;
        }
    }
}
