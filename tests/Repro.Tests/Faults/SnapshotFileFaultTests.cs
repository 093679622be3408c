using Repro.Experiments;
using Repro.Files;
using Repro.Quantities;
using Repro.Runs;
using Repro.Testing;
using Repro.Verdicts.Accept;
using Repro.Verdicts.Baselines;
using Repro.Verdicts.Compare;

namespace Repro.Tests.Faults;

/// <summary>The received files beside a run, and the verified ones they are compared with.</summary>
public sealed class SnapshotFileFaultTests : IDisposable
{
    private readonly TempFolder temp = new();

    public static TheoryData<string> Verified =>
        ["metrics.verified.json", "curve.verified.json", "attributions.verified.json", "provenance.json"];

    public void Dispose() => temp.Dispose();

    [SkippableFact]
    public Task Sigkill_leaves_no_received_file_and_the_next_comparison_writes_it() =>
        Ended_leaves_no_received_file_and_the_next_comparison_writes_it("KILL");

    [SkippableFact]
    public Task Sigterm_leaves_no_received_file_and_the_next_comparison_writes_it() =>
        Ended_leaves_no_received_file_and_the_next_comparison_writes_it("TERM");

    [SkippableFact]
    public void Disk_full_leaves_no_received_file_no_verdict_and_the_verified_ones_as_they_were()
    {
        using var disk = new SmallDisk(pages: 64);
        var run = Differing(disk.Root);
        disk.Fill(pages: 0);
        FluentActions
            .Invoking(() => Compare(disk.Root, run))
            .Should()
            .Throw<FileNotWritten>()
            .WithMessage("*metrics.received.json: cannot be written: No space left on device*");
        File.Exists(Received(run)).Should().BeFalse();
        disk.Empty();
        ShouldBeReceived(disk.Root, run);
    }

    [SkippableFact]
    public void Io_error_in_writing_leaves_the_older_received_file_and_the_next_comparison_replaces_it()
    {
        using var disk = new SmallDisk(pages: 64);
        var run = Differing(disk.Root);
        File.WriteAllText(Received(run), "older");
        using (DiskGate.Failing(disk, "metrics.received.json"))
            FluentActions
                .Invoking(() => Compare(disk.Root, run))
                .Should()
                .Throw<FileNotWritten>()
                .WithMessage("*metrics.received.json: cannot be written:*");
        File.ReadAllText(Received(run)).Should().Be("older");
        ShouldBeReceived(disk.Root, run);
    }

    [SkippableTheory]
    [MemberData(nameof(Verified))]
    public void Io_error_in_reading_a_verified_file_is_reported_and_never_taken_for_no_baseline(string file) =>
        Damaged_is_reported(file, BrokenDisk.UnderReading);

    [SkippableTheory]
    [MemberData(nameof(Verified))]
    public void Truncated_file_that_was_verified_is_reported_and_never_taken_for_no_baseline(string file) =>
        Damaged_is_reported(file, Damage.Truncate);

    [Fact]
    public void Truncated_file_that_was_received_is_rewritten()
    {
        var run = Differing(temp.Root);
        Compare(temp.Root, run);
        Damage.Truncate(Received(run));
        ShouldBeReceived(temp.Root, run);
    }

    [Fact]
    public void Flipped_bit_in_a_verified_number_is_reported()
    {
        var run = Accepted(temp.Root, ToyRun.Of());
        var file = new BaselineStore(temp.At("baselines"), ToyRun.Of().Spec).Metrics;
        var text = File.ReadAllText(file);
        var digit = text.IndexOf("0.861235", StringComparison.Ordinal) + 2;
        foreach (var bit in (int[])[0, 1, 2, 3, 6])
        {
            File.WriteAllText(file, text[..digit] + (char)(text[digit] ^ (1 << bit)) + text[(digit + 1)..]);
            FluentActions
                .Invoking(() => Compare(temp.Root, run))
                .Should()
                .Throw<ReproException>()
                .WithMessage($"{file}*")
                .Which.ExitCode.Should()
                .Be(ExitCode.InputMissing);
        }
    }

    [SkippableFact]
    public void Read_only_folder_of_a_run_within_its_limits_is_compared_and_of_another_one_is_refused()
    {
        using var disk = new SmallDisk(pages: 64);
        var (within, differing) = (Accepted(disk.Root, ToyRun.Of(ModelKind.Cnn)), Differing(disk.Root));
        disk.MakeReadOnly();
        VerdictFiles.Of(Compare(disk.Root, within)).Should().Be(Verdict.Within);
        FluentActions.Invoking(() => Compare(disk.Root, differing)).Should().Throw<FileNotWritten>();
        disk.MakeReadOnly(false);
        ShouldBeReceived(disk.Root, differing);
    }

    private static RunFolder Accepted(string root, ToyRun toy)
    {
        var run = toy.Write(Path.Combine(root, "runs"));
        ToyAcceptance.Accept(
            Path.Combine(root, "baselines"),
            [run],
            new AcceptanceRequest("toys", "Ada", OnCi: false),
            new ManualClock()
        );
        return run;
    }

    /// <summary>A run whose F1 is another than its baseline's.</summary>
    private static RunFolder Differing(string root)
    {
        Accepted(root, ToyRun.Of());
        var toy = ToyRun.Of();
        toy.Metrics[QuantityNames.F1Global] = 0.5;
        return toy.Write(Path.Combine(root, "runs"));
    }

    private static string Received(RunFolder run) => Path.Combine(run.Root, "metrics.received.json");

    private static ExperimentVerdict Compare(string root, RunFolder run) =>
        Comparison.Compare(run, Path.Combine(root, "baselines"), ToyTolerances.All);

    private static void CompareInItsProcess(string root) =>
        Compare(root, RunFolder.Of(Path.Combine(root, "runs"), ToyRun.Of().Spec, ImdbNotebook.Assignment));

    private static async Task Ended_leaves_no_received_file_and_the_next_comparison_writes_it(string signal)
    {
        using var disk = new SmallDisk(pages: 64);
        var run = Differing(disk.Root);
        await DoomedProcess.EndWritingAsync(disk, "metrics.received.json", signal, CompareInItsProcess, [disk.Root]);
        File.Exists(Received(run)).Should().BeFalse();
        ShouldBeReceived(disk.Root, run);
    }

    private static void ShouldBeReceived(string root, RunFolder run)
    {
        VerdictFiles.Of(Compare(root, run)).Should().Be(Verdict.Regression);
        SafeFile.ReadJson<RunMetrics>(Received(run)).Values[QuantityNames.F1Global].Should().Be(0.5);
    }

    private void Damaged_is_reported(string file, Action<string> damage)
    {
        var run = Accepted(temp.Root, ToyRun.Of());
        var path = Path.Combine(new BaselineStore(temp.At("baselines"), ToyRun.Of().Spec).Folder, file);
        damage(path);
        FluentActions
            .Invoking(() => Compare(temp.Root, run))
            .Should()
            .Throw<ReproException>()
            .WithMessage($"{path}*: *")
            .Which.ExitCode.Should()
            .Be(ExitCode.InputMissing);
    }
}
