using Repro.Files;
using Repro.Runs;
using Repro.Testing;
using Repro.Torch.Tests.Testing;

namespace Repro.Tests.Faults;

/// <summary>
/// What training can go on from within an epoch, here behind every batch. Where it cannot be kept, training ends and
/// the state before stays; where it is damaged, training goes on from the end of the epoch before; the numbers are the
/// same in any case.
/// </summary>
[Collection(LibtorchGroup.Name)]
public sealed class MidEpochFileFaultTests : IDisposable
{
    private const string State = "batches-2-5.safetensors",
        Index = "batches.json";

    /// <summary>The first epoch has nine batches: this is the index of <see cref="State"/>.</summary>
    private const int Fourteenth = 14;

    private static readonly TimeSpan EveryBatch = TimeSpan.FromTicks(1);

    private readonly TempFolder temp = new();

    public static TheoryData<string> Files => [State, Index];

    public void Dispose() => temp.Dispose();

    [SkippableTheory]
    [InlineData(State, 1)]
    [InlineData(Index, Fourteenth)]
    public Task Sigkill_while_a_state_is_kept_makes_training_resume_after_the_previous_one(string file, int time) =>
        Ended_makes_training_resume_after_the_previous_one(file, time, "KILL");

    [SkippableTheory]
    [InlineData(State, 1)]
    [InlineData(Index, Fourteenth)]
    public Task Sigterm_while_a_state_is_kept_makes_training_resume_after_the_previous_one(string file, int time) =>
        Ended_makes_training_resume_after_the_previous_one(file, time, "TERM");

    [SkippableFact]
    public void Disk_full_ends_training_with_the_file_and_what_to_do_keeps_the_last_state_and_the_next_run_resumes_from_it()
    {
        using var disk = new SmallDisk(pages: 8192);
        var failure = Run(disk.Root, new FileAppears(PathOf(disk.Root, State), () => disk.Fill(pages: 4)))
            .Should()
            .Throw<FileNotWritten>();
        failure
            .WithMessage(
                $"{PathOf(disk.Root, "batches-2-6.safetensors")}: cannot be written: No space left on "
                    + "device*bytes are free. Free some space*--runs=DIR*"
            )
            .Which.ExitCode.Should()
            .Be(ExitCode.ToolFailure);
        ShouldHaveKept(disk.Root, State);
        Events(disk.Root)
            .Last()
            .Should()
            .Match<RunEvent>(e => e.Kind == RunEventKind.Failed && e.Message == failure.Which.Message);
        disk.Empty();
        ShouldGoOn(disk.Root, behind: 5);
    }

    [SkippableTheory]
    [InlineData(State, 1)]
    [InlineData(Index, Fourteenth)]
    public void Io_error_in_writing_ends_training_and_the_next_run_resumes_from_the_state_before(string file, int time)
    {
        using var disk = new SmallDisk(pages: 8192);
        using (DiskGate.Failing(disk, file, time))
            Run(disk.Root)
                .Should()
                .Throw<FileNotWritten>()
                .WithMessage($"{PathOf(disk.Root, file)}: cannot be written:*");
        ShouldGoOn(disk.Root, behind: 4);
    }

    [SkippableTheory]
    [MemberData(nameof(Files))]
    public void Io_error_in_reading_has_training_go_on_from_the_end_of_the_epoch_before(string file) =>
        Has_training_go_on_from_the_end_of_the_epoch_before(file, BrokenDisk.UnderReading);

    [Theory]
    [MemberData(nameof(Files))]
    public void Truncated_file_has_training_go_on_from_the_end_of_the_epoch_before(string file) =>
        Has_training_go_on_from_the_end_of_the_epoch_before(file, Damage.Truncate);

    [Theory]
    [MemberData(nameof(Files))]
    public void Flipped_bit_has_training_go_on_from_the_end_of_the_epoch_before(string file) =>
        Has_training_go_on_from_the_end_of_the_epoch_before(file, Damage.Flip);

    [Fact]
    public void Clock_set_back_with_every_look_and_before_training_resumes_moves_no_number_and_skips_no_state()
    {
        var clock = new SetBack();
        Interrupt(temp.Root, clock);
        ShouldGoOn(temp.Root, behind: 5, clock);
        Events(temp.Root).Select(e => e.Time).Should().BeInDescendingOrder("it went back all the time");
    }

    [SkippableFact]
    public void Read_only_folder_ends_training_and_the_next_run_resumes_from_the_state_that_it_has()
    {
        using var disk = new SmallDisk(pages: 8192);
        Interrupt(disk.Root);
        disk.MakeReadOnly();
        Run(disk.Root)
            .Should()
            .Throw<FileNotWritten>()
            .WithMessage("*cannot be written: Read-only file system*")
            .Which.ExitCode.Should()
            .Be(ExitCode.ToolFailure);
        ShouldHaveKept(disk.Root, State);
        disk.MakeReadOnly(false);
        ShouldGoOn(disk.Root, behind: 5);
    }

    private static IEnumerable<RunEvent> Events(string runs) => RunEventLog.Read(TrainedToy.Folder(runs).Events);

    private static string PathOf(string runs, string file) => Path.Combine(TrainedToy.Folder(runs).Checkpoint, file);

    private static Action Run(string runs, TimeProvider? clock = null) => () => TrainedToy.Run(runs, clock, EveryBatch);

    private static void TrainInItsProcess(string runs) => TrainedToy.Run(runs, interval: EveryBatch);

    /// <summary>Trains until <see cref="State"/> is kept.</summary>
    private static void Interrupt(string runs, TimeProvider? clock = null)
    {
        Run(runs, new FileAppears(PathOf(runs, State), () => throw new OperationCanceledException(), clock))
            .Should()
            .Throw<OperationCanceledException>();
        ShouldHaveKept(runs, State);
    }

    private static void ShouldHaveKept(string runs, string state) =>
        Directory
            .EnumerateFiles(TrainedToy.Folder(runs).Checkpoint, "batches*")
            .Select(Path.GetFileName)
            .Should()
            .BeEquivalentTo(Index, state);

    private static void ShouldGoOn(string runs, int behind, TimeProvider? clock = null)
    {
        TrainedToy.ShouldBeMadeBy(runs, clock, EveryBatch);
        Events(runs)
            .Should()
            .ContainSingle(e => e.Kind == RunEventKind.Continued)
            .Which.Should()
            .Match<RunEvent>(e => e.Epoch == 2 && e.Batch == behind);
    }

    private static async Task Ended_makes_training_resume_after_the_previous_one(string file, int time, string signal)
    {
        using var disk = new SmallDisk(pages: 8192);
        await DoomedProcess.EndWritingAsync(disk, file, signal, TrainInItsProcess, [disk.Root], time);
        ShouldGoOn(disk.Root, behind: 4);
    }

    private void Has_training_go_on_from_the_end_of_the_epoch_before(string file, Action<string> damage)
    {
        Interrupt(temp.Root);
        damage(PathOf(temp.Root, file));
        TrainedToy.ShouldBeMadeBy(temp.Root, interval: EveryBatch);
        Events(temp.Root)
            .Should()
            .Contain(e =>
                e.Kind == RunEventKind.Started
                && e.Message != null
                && e.Message.EndsWith("training resumes after epoch 1", StringComparison.Ordinal)
            )
            .And.ContainSingle(e => e.Kind == RunEventKind.Continued)
            .Which.Should()
            .Match<RunEvent>(e => e.Epoch == 1 && e.Batch == null);
    }

    /// <summary>A day with every look at it.</summary>
    private sealed class SetBack : TimeProvider
    {
        private int looks;

        public override DateTimeOffset GetUtcNow() => System.GetUtcNow().AddDays(-++looks);
    }
}
