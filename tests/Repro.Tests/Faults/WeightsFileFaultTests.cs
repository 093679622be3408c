using Repro.Files;
using Repro.Runs;
using Repro.Testing;
using Repro.Torch.Tests.Testing;

namespace Repro.Tests.Faults;

/// <summary>The tested weights, <c>weights.bin</c>: a run without them, or with others, is no run.</summary>
[Collection(LibtorchGroup.Name)]
public sealed class WeightsFileFaultTests : IDisposable
{
    private readonly TempFolder temp = new();

    private string Weights => TrainedToy.Folder(temp.Root).Weights;

    public void Dispose() => temp.Dispose();

    [SkippableFact]
    public Task Sigkill_leaves_none_and_the_next_run_writes_them() =>
        Ended_leaves_none_and_the_next_run_writes_them("KILL");

    [SkippableFact]
    public Task Sigterm_leaves_none_and_the_next_run_writes_them() =>
        Ended_leaves_none_and_the_next_run_writes_them("TERM");

    [SkippableFact]
    public void Disk_full_leaves_none_says_which_file_and_the_next_run_writes_them()
    {
        using var disk = new SmallDisk(pages: 8192);
        var run = TrainedToy.Folder(disk.Root);
        FluentActions
            .Invoking(() =>
                TrainedToy.Run(
                    disk.Root,
                    new FileAppears(Path.Combine(run.Checkpoint, "state-4.safetensors"), () => disk.Fill(pages: 20))
                )
            )
            .Should()
            .Throw<FileNotWritten>()
            .WithMessage($"{run.Weights}: cannot be written: No space left on device*Free some space*");
        File.Exists(run.Weights).Should().BeFalse();
        disk.Empty();
        TrainedToy.ShouldBeMadeBy(disk.Root);
    }

    [SkippableFact]
    public void Read_only_folder_keeps_the_old_ones_where_they_should_be_trained_again_and_the_next_run_trains_them()
    {
        using var disk = new SmallDisk(pages: 8192);
        TrainedToy.Lay(disk.Root);
        var run = TrainedToy.Folder(disk.Root);
        Damage.Flip(run.Metrics);
        var old = RunMarker.DigestOf(run.Weights);
        disk.MakeReadOnly();
        FluentActions
            .Invoking(() => TrainedToy.Run(disk.Root))
            .Should()
            .Throw<FileNotWritten>()
            .WithMessage($"{run.Root}*: cannot be written: Read-only file system*");
        RunMarker.DigestOf(run.Weights).Should().Be(old);
        disk.MakeReadOnly(false);
        TrainedToy.ShouldBeMadeBy(disk.Root);
    }

    [SkippableFact]
    public void Io_error_in_writing_leaves_none_and_the_next_run_writes_them()
    {
        using var disk = new SmallDisk(pages: 8192);
        var run = TrainedToy.Folder(disk.Root);
        using (DiskGate.Failing(disk, "weights.bin"))
            FluentActions
                .Invoking(() => TrainedToy.Run(disk.Root))
                .Should()
                .Throw<FileNotWritten>()
                .WithMessage($"{run.Weights}: cannot be written:*");
        File.Exists(run.Weights).Should().BeFalse();
        TrainedToy.ShouldBeMadeBy(disk.Root);
    }

    [SkippableFact]
    public void Io_error_in_reading_has_them_trained_again() => Damaged_are_trained_again(BrokenDisk.UnderReading);

    [Fact]
    public void Truncated_file_is_trained_again() => Damaged_are_trained_again(Damage.Truncate);

    [Fact]
    public void Flipped_bit_has_them_trained_again() => Damaged_are_trained_again(Damage.Flip);

    private static void TrainInItsProcess(string runs) => TrainedToy.Run(runs);

    private static async Task Ended_leaves_none_and_the_next_run_writes_them(string signal)
    {
        using var disk = new SmallDisk(pages: 8192);
        await DoomedProcess.EndWritingAsync(disk, "weights.bin", signal, TrainInItsProcess, [disk.Root]);
        File.Exists(TrainedToy.Folder(disk.Root).Weights).Should().BeFalse();
        TrainedToy.ShouldBeMadeBy(disk.Root);
    }

    private void Damaged_are_trained_again(Action<string> damage)
    {
        TrainedToy.Lay(temp.Root);
        damage(Weights);
        TrainedToy.ShouldBeMadeBy(temp.Root);
    }
}
