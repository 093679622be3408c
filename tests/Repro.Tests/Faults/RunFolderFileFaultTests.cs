using Repro.Files;
using Repro.Runs;
using Repro.Testing;
using Repro.Torch.Tests.Testing;

namespace Repro.Tests.Faults;

/// <summary>
/// A run is complete with its marker, which is written last and knows every other file's digest; without it the next
/// run makes what is missing.
/// </summary>
[Collection(LibtorchGroup.Name)]
public sealed class RunFolderFileFaultTests : IDisposable
{
    private readonly TempFolder temp = new();

    public static TheoryData<string> Files =>
        [
            "spec.json",
            "manifest.json",
            "history.json",
            "predictions.json",
            "metrics.json",
            "attributions.json",
            "complete.json",
        ];

    public void Dispose() => temp.Dispose();

    [SkippableTheory]
    [InlineData("predictions.json")]
    [InlineData("complete.json")]
    [InlineData("attributions.json")]
    public Task Sigkill_leaves_a_run_that_the_next_one_completes(string file) =>
        Ended_leaves_a_run_that_the_next_one_completes(file, "KILL");

    [SkippableFact]
    public Task Sigterm_leaves_a_run_that_the_next_one_completes() =>
        Ended_leaves_a_run_that_the_next_one_completes("complete.json", "TERM");

    [SkippableFact]
    public void Disk_full_leaves_no_marker_and_the_next_run_completes_it()
    {
        using var disk = new SmallDisk(pages: 8192);
        var run = TrainedToy.Folder(disk.Root);
        FluentActions
            .Invoking(() => TrainedToy.Run(disk.Root, new FileAppears(run.Weights, () => disk.Fill(pages: 0))))
            .Should()
            .Throw<FileNotWritten>()
            .WithMessage($"{run.Root}*: cannot be written: No space left on device*");
        File.Exists(run.Complete).Should().BeFalse();
        disk.Empty();
        TrainedToy.ShouldBeMadeBy(disk.Root);
    }

    [SkippableTheory]
    [MemberData(nameof(Files))]
    public void Io_error_in_writing_leaves_a_run_that_the_next_one_completes(string file)
    {
        using var disk = new SmallDisk(pages: 8192);
        using (DiskGate.Failing(disk, file))
            FluentActions
                .Invoking(() => TrainedToy.Run(disk.Root))
                .Should()
                .Throw<FileNotWritten>()
                .WithMessage($"*/{file}: cannot be written:*");
        TrainedToy.ShouldBeMadeBy(disk.Root);
    }

    [SkippableTheory]
    [MemberData(nameof(Files))]
    public void Io_error_in_reading_has_the_file_made_again(string file) =>
        Damaged_is_made_again(file, BrokenDisk.UnderReading);

    [Theory]
    [MemberData(nameof(Files))]
    public void Truncated_file_is_made_again(string file) => Damaged_is_made_again(file, Damage.Truncate);

    [Theory]
    [MemberData(nameof(Files))]
    public void Flipped_bit_has_the_file_made_again(string file) => Damaged_is_made_again(file, Damage.Flip);

    [Fact]
    public void Truncated_file_of_events_keeps_every_later_event_whole()
    {
        TrainedToy.Lay(temp.Root);
        var run = TrainedToy.Folder(temp.Root);
        Damage.Truncate(run.Events);
        File.Delete(run.Attributions);
        TrainedToy.ShouldBeMadeBy(temp.Root);
        RunEventLog
            .Read(run.Events)
            .Select(e => e.Kind)
            .TakeLast(2)
            .Should()
            .Equal(RunEventKind.Attributing, RunEventKind.Completed);
        File.ReadLines(run.Events)
            .Count(line => !line.EndsWith('}'))
            .Should()
            .BeLessThanOrEqualTo(1, "only the line that was cut off is lost");
    }

    [Fact]
    public void Clock_set_back_before_the_run_started_leaves_it_complete()
    {
        TrainedToy.Run(temp.Root, new ManualClock { Elapsed = TimeSpan.FromDays(9000) });
        var written = File.GetLastWriteTimeUtc(TrainedToy.Folder(temp.Root).Weights);
        TrainedToy.Run(temp.Root, new ManualClock { Elapsed = TimeSpan.FromDays(-9000) });
        TrainedToy.ShouldBeWhole(temp.Root);
        File.GetLastWriteTimeUtc(TrainedToy.Folder(temp.Root).Weights).Should().Be(written, "it was reused");
    }

    [SkippableFact]
    public void Read_only_folder_with_a_complete_run_is_used_as_it_is()
    {
        using var disk = new SmallDisk(pages: 8192);
        TrainedToy.Lay(disk.Root);
        disk.MakeReadOnly();
        TrainedToy.ShouldBeMadeBy(disk.Root);
    }

    [SkippableFact]
    public void Read_only_folder_without_one_takes_none_and_the_next_run_makes_it()
    {
        using var disk = new SmallDisk(pages: 8192);
        disk.MakeReadOnly();
        FluentActions
            .Invoking(() => TrainedToy.Run(disk.Root))
            .Should()
            .Throw<FileNotWritten>()
            .WithMessage("*cannot be written: Read-only file system*Free some space or give write access there*");
        disk.MakeReadOnly(false);
        TrainedToy.ShouldBeMadeBy(disk.Root);
    }

    private static void TrainInItsProcess(string runs) => TrainedToy.Run(runs);

    private static async Task Ended_leaves_a_run_that_the_next_one_completes(string file, string signal)
    {
        using var disk = new SmallDisk(pages: 8192);
        await DoomedProcess.EndWritingAsync(disk, file, signal, TrainInItsProcess, [disk.Root]);
        File.Exists(Path.Combine(TrainedToy.Folder(disk.Root).Root, file)).Should().BeFalse();
        TrainedToy.ShouldBeMadeBy(disk.Root);
    }

    private string PathOf(string file) => Path.Combine(TrainedToy.Folder(temp.Root).Root, file);

    private void Damaged_is_made_again(string file, Action<string> damage)
    {
        TrainedToy.Lay(temp.Root);
        damage(PathOf(file));
        TrainedToy.ShouldBeMadeBy(temp.Root);
    }
}
