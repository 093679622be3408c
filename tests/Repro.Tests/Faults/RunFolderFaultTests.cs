using Repro.Locking;
using Repro.Testing;

namespace Repro.Tests.Faults;

/// <summary>
/// The lock of a run folder, left by processes of all kinds. What two real trainings do with it: the build's tests of
/// the same name.
/// </summary>
public sealed class RunFolderFaultTests : IDisposable
{
    /// <summary>No process has it: ids are smaller.</summary>
    private const int NoProcess = int.MaxValue;

    private readonly ToyLocks locks = new();

    public void Dispose() => locks.Dispose();

    [Fact]
    public void Stale_lock_of_a_dead_process_is_taken_over()
    {
        locks.Leave(owner => owner with { Pid = NoProcess });
        locks.ShouldBeTakenBy(ToyLocks.Here);
    }

    [Fact]
    public void Stale_lock_whose_process_id_another_process_has_now_is_taken_over()
    {
        locks.Leave(owner => owner with { Started = "1" });
        locks.ShouldBeTakenBy(ToyLocks.Here);
    }

    [Fact]
    public void Stale_lock_of_another_machine_is_taken_over_once_it_is_silent()
    {
        locks.Leave(owner => owner with { Host = "elsewhere", Pid = NoProcess });
        locks.ShouldBeTakenBy(ToyLocks.Here);
        locks
            .Said[0]
            .Should()
            .StartWith(
                "waiting for process 2147483647 on elsewhere (./cake.sh --seed=7) since 2026-11-25 12:30 UTC: "
                    + "the run; 0 s of at most "
            );
    }

    [Fact]
    public void Stale_lock_from_before_the_machine_was_started_again_is_taken_over_once_it_is_silent()
    {
        locks.Leave(owner => owner with { System = "another boot" });
        locks.ShouldBeTakenBy(ToyLocks.Here);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{ \"pid\": 47")]
    [InlineData("garbage")]
    [InlineData("null")]
    [InlineData("{ \"pid\": \"a\" }")]
    public void Stale_lock_that_names_nobody_is_taken_over_once_it_is_silent(string text)
    {
        File.WriteAllText(locks.Path, text);
        locks.ShouldBeTakenBy(ToyLocks.Here);
        locks.Said[0].Should().Contain("an unknown owner").And.Contain("unknown owner");
    }

    [Fact]
    public async Task Stale_lock_is_taken_over_by_one_of_many()
    {
        locks.Leave(owner => owner with { Pid = NoProcess });
        var (inside, most) = (0, 0);
        await Task.WhenAll(
            Enumerable
                .Range(0, 8)
                .Select(_ =>
                    Task.Run(async () =>
                    {
                        using var taken = await locks.OfPatient().TakeAsync(locks.Path, "the run");
                        most = Math.Max(most, Interlocked.Increment(ref inside));
                        await Task.Delay(2);
                        Interlocked.Decrement(ref inside);
                    })
                )
        );
        most.Should().Be(1);
        File.Exists(locks.Path).Should().BeFalse("the last one has gone");
    }

    [Fact]
    public void Two_runs_wait_for_each_other_up_to_a_limit_and_say_for_whom()
    {
        using var first = locks.Of(ToyLocks.Here).Take(locks.Path, "the run");
        var failure = FluentActions
            .Invoking(() => locks.Of(ToyLocks.Here).Take(locks.Path, "the run"))
            .Should()
            .Throw<ReproException>()
            .Which;
        failure.ExitCode.Should().Be(ExitCode.ToolFailure);
        failure
            .Message.Should()
            .MatchRegex(
                $@"^the run: in use by process {Environment.ProcessId} on .+ \(\./cake\.sh --target=Train\) since "
                    + $@".+ UTC; waited \d+ s, the limit is \d+ s\. Run again when it is done, wait longer "
                    + $@"\(--wait=MINUTES\), end it, or delete .*run\.lock if that process no longer exists\.$"
            );
        locks.Said.Should().HaveCountGreaterThan(2).And.HaveElementAt(locks.Said.Count - 1, null);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-400)]
    [InlineData(400)]
    public void Two_runs_on_two_machines_wait_while_the_lock_is_touched_by_any_clock(int days)
    {
        var (silence, clock) = (TimeSpan.FromMinutes(3), new ManualClock());
        var watch = new LockWatch(ToyLocks.Here, silence, clock);
        using (locks.Of(ToyLocks.Elsewhere, new Shifted(TimeSpan.FromDays(days))).Take(locks.Path, "the run"))
        {
            for (var touches = 0; touches < 5; touches++)
            {
                watch.FindAbandoned(locks.Path).Should().BeNull();
                clock.Elapsed += silence * 0.9;
                AwaitTouch();
            }

            watch.FindAbandoned(locks.Path).Should().BeNull("it was touched");
        }

        locks.Leave(owner => owner with { Host = "elsewhere" });
        watch.FindAbandoned(locks.Path).Should().BeNull("it may yet be touched");
        clock.Elapsed += silence;
        watch.FindAbandoned(locks.Path).Should().NotBeNull("it was not");
    }

    [Fact]
    public void Two_runs_of_which_the_first_was_long_stopped_leave_the_lock_to_the_second()
    {
        using (locks.Of(ToyLocks.Here).Take(locks.Path, "the run"))
            locks.Leave(owner => owner); // Somebody has taken it over.
        LockOwner.Read(locks.Path)!.Token.Should().Be("left");
    }

    [Theory]
    [InlineData(-400)]
    [InlineData(400)]
    public void Clock_set_back_or_forward_takes_no_lock_from_the_living_and_keeps_none_for_the_dead(int days)
    {
        var shifted = new Shifted(TimeSpan.FromDays(days));
        using (locks.Of(ToyLocks.Here, shifted).Take(locks.Path, "the run"))
            FluentActions
                .Invoking(() => locks.Of(ToyLocks.Here).Take(locks.Path, "the run"))
                .Should()
                .Throw<ReproException>();
        locks.Leave(owner => owner with { Host = "elsewhere", Since = owner.Since.AddDays(days) });
        File.SetLastWriteTimeUtc(locks.Path, DateTime.UtcNow.AddDays(days));
        locks.ShouldBeTakenBy(ToyLocks.Here);
    }

    [SkippableFact]
    public void Read_only_folder_is_named_with_the_remedy()
    {
        var path = Unwritable();
        var failure = FluentActions
            .Invoking(() => locks.Of(ToyLocks.Here).Take(path, "the run"))
            .Should()
            .Throw<ReproException>()
            .Which;
        failure.ExitCode.Should().Be(ExitCode.InputMissing);
        failure
            .Message.Should()
            .StartWith($"the run: its lock {path} cannot be written: ")
            .And.EndWith("Make the folder writable, or choose another.");
    }

    [SkippableFact]
    public void Read_only_folder_of_the_cores_does_not_prevent_training()
    {
        var folder = Path.GetDirectoryName(Unwritable())!;
        new CoreShares(locks.Of(ToyLocks.Here), folder, cores: 2, TimeSpan.FromMinutes(1), TimeProvider.System)
            .Invoking(c => c.Take(2).Dispose())
            .Should()
            .NotThrow();
    }

    private void AwaitTouch()
    {
        var before = File.GetLastWriteTimeUtc(locks.Path);
        SpinWait
            .SpinUntil(() => File.GetLastWriteTimeUtc(locks.Path) != before, TimeSpan.FromSeconds(30))
            .Should()
            .BeTrue("its owner lives");
    }

    /// <summary>A place where not even root can make a file.</summary>
    private static string Unwritable()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "the kernel's own folders are Linux's");
        return "/sys/repro/run.lock";
    }

    private sealed class Shifted(TimeSpan by) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + by;
    }
}
