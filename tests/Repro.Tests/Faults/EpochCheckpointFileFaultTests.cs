using Repro.Files;
using Repro.Runs;
using Repro.Testing;
using Repro.Torch.Tests.Testing;

namespace Repro.Tests.Faults;

/// <summary>
/// The state that training can resume from. If it cannot be saved, training ends with an error; if it is damaged,
/// training starts over; the numbers are the same in any case.
/// </summary>
[Collection(LibtorchGroup.Name)]
public sealed class EpochCheckpointFileFaultTests : IDisposable
{
    private readonly TempFolder temp = new();

    public void Dispose() => temp.Dispose();

    [SkippableTheory]
    [InlineData("weights-3.safetensors", 1)]
    [InlineData("state-3.safetensors", 1)]
    [InlineData("epochs.json", 3)]
    public Task Sigkill_while_an_epoch_is_kept_makes_training_resume_after_the_previous_one(string file, int time) =>
        Ended_makes_training_resume_after_the_previous_one(file, time, "KILL");

    [SkippableFact]
    public Task Sigterm_while_an_epoch_is_kept_makes_training_resume_after_the_previous_one() =>
        Ended_makes_training_resume_after_the_previous_one("weights-3.safetensors", 1, "TERM");

    [SkippableFact]
    public void Disk_full_ends_training_with_the_file_the_room_and_what_to_do_and_the_next_run_resumes()
    {
        using var disk = new SmallDisk(pages: 8192);
        var failure = FluentActions
            .Invoking(() =>
                TrainedToy.Run(disk.Root, new EpochBegins(2, () => disk.Fill(pages: 4), TrainedToy.Folder(disk.Root)))
            )
            .Should()
            .Throw<FileNotWritten>();
        failure
            .WithMessage(
                "*checkpoint/*.safetensors: cannot be written: No space left on device*bytes are free. Free some "
                    + "space*--runs=DIR*"
            )
            .Which.ExitCode.Should()
            .Be(ExitCode.ToolFailure);
        File.Exists(TrainedToy.Folder(disk.Root).Complete).Should().BeFalse();
        Events(disk.Root)
            .Last()
            .Should()
            .Match<RunEvent>(e => e.Kind == RunEventKind.Failed && e.Message == failure.Which.Message);
        disk.Empty();
        TrainedToy.ShouldBeMadeBy(disk.Root);
        Events(disk.Root).Should().Contain(e => e.Kind == RunEventKind.Continued && e.Epoch == 1);
    }

    [SkippableTheory]
    [InlineData("weights-3.safetensors", 1)]
    [InlineData("state-3.safetensors", 1)]
    [InlineData("epochs.json", 3)]
    public void Io_error_in_writing_ends_training_and_the_next_run_resumes(string file, int time)
    {
        using var disk = new SmallDisk(pages: 8192);
        using (DiskGate.Failing(disk, file, time))
            FluentActions
                .Invoking(() => TrainedToy.Run(disk.Root))
                .Should()
                .Throw<FileNotWritten>()
                .WithMessage($"*{file}: cannot be written:*");
        TrainedToy.ShouldBeMadeBy(disk.Root);
        Events(disk.Root).Should().Contain(e => e.Kind == RunEventKind.Continued && e.Epoch == 2);
    }

    [SkippableTheory]
    [MemberData(nameof(Files))]
    public void Io_error_in_reading_has_training_start_over(string file) =>
        Has_training_start_over(file, BrokenDisk.UnderReading);

    [Theory]
    [MemberData(nameof(Files))]
    public void Truncated_file_has_training_start_over(string file) => Has_training_start_over(file, Damage.Truncate);

    [Theory]
    [MemberData(nameof(Files))]
    public void Flipped_bit_has_training_start_over(string file) => Has_training_start_over(file, Damage.Flip);

    [Fact]
    public void Clock_set_back_while_it_trains_and_before_it_resumes_moves_no_number()
    {
        var clock = new ManualClock { Elapsed = TimeSpan.FromDays(900) };
        TrainTwoEpochs(temp.Root, clock);
        clock.Elapsed = TimeSpan.FromDays(-900);
        TrainedToy.Run(temp.Root, clock);
        TrainedToy.ShouldBeWhole(temp.Root);
        Events(temp.Root).Should().Contain(e => e.Kind == RunEventKind.Continued && e.Epoch == 2);
    }

    [SkippableFact]
    public void Read_only_folder_ends_training_and_the_next_run_resumes_from_what_it_has()
    {
        using var disk = new SmallDisk(pages: 8192);
        TrainTwoEpochs(disk.Root);
        disk.MakeReadOnly();
        FluentActions
            .Invoking(() => TrainedToy.Run(disk.Root))
            .Should()
            .Throw<FileNotWritten>()
            .WithMessage("*cannot be written: Read-only file system*");
        disk.MakeReadOnly(false);
        TrainedToy.ShouldBeMadeBy(disk.Root);
        Events(disk.Root).Should().Contain(e => e.Kind == RunEventKind.Continued && e.Epoch == 2);
    }

    public static TheoryData<string> Files => ["weights-1.safetensors", "state-2.safetensors", "epochs.json"];

    private static IEnumerable<RunEvent> Events(string runs) => RunEventLog.Read(TrainedToy.Folder(runs).Events);

    private static void TrainTwoEpochs(string runs, TimeProvider? clock = null) =>
        FluentActions
            .Invoking(() =>
                TrainedToy.Run(
                    runs,
                    new EpochBegins(3, () => throw new OperationCanceledException(), TrainedToy.Folder(runs), clock)
                )
            )
            .Should()
            .Throw<OperationCanceledException>();

    private static void TrainInItsProcess(string runs) => TrainedToy.Run(runs);

    private static async Task Ended_makes_training_resume_after_the_previous_one(string file, int time, string signal)
    {
        using var disk = new SmallDisk(pages: 8192);
        await DoomedProcess.EndWritingAsync(disk, file, signal, TrainInItsProcess, [disk.Root], time);
        TrainedToy.ShouldBeMadeBy(disk.Root);
        Events(disk.Root).Should().Contain(e => e.Kind == RunEventKind.Continued && e.Epoch == 2);
    }

    private void Has_training_start_over(string file, Action<string> damage)
    {
        TrainTwoEpochs(temp.Root);
        damage(Path.Combine(TrainedToy.Folder(temp.Root).Checkpoint, file));
        TrainedToy.ShouldBeMadeBy(temp.Root);
        Events(temp.Root)
            .Should()
            .Contain(e => e.Kind == RunEventKind.Started && e.Message != null && e.Message.Contains("checkpoint"))
            .And.NotContain(e => e.Kind == RunEventKind.Continued);
    }
}
