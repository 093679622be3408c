using Repro.Experiments;
using Repro.Files;
using Repro.Quantities;
using Repro.Testing;
using Repro.Verdicts.Accept;
using Repro.Verdicts.Baselines;

namespace Repro.Tests.Faults;

/// <summary>
/// Accepting two experiments at once: afterwards both baselines are the new ones or both the old ones; or an acceptance
/// is seen to have broken off, nothing is compared, and the next one completes it.
/// </summary>
public sealed partial class AcceptFileFaultTests : IDisposable
{
    private const double Old = 0.861235,
        New = 0.9;

    /// <summary>The last file that is written before they are accepted.</summary>
    private const string Last = "rnn.as-written/provenance.json";

    private static readonly AcceptanceRequest Request = new("toys", "Ada", OnCi: false);

    private readonly TempFolder temp = new();

    /// <summary>In the order in which they get to their places.</summary>
    public static TheoryData<string> Places =>
        [.. Models.SelectMany(model => Files.Select(file => Path.Combine(Experiment(model), file)))];

    private static ModelKind[] Models => [ModelKind.Cnn, ModelKind.Rnn];

    private static string[] Files =>
        [
            "attributions.verified.json",
            "curve.verified.json",
            "exact.verified.json",
            "metrics.verified.json",
            "provenance.json",
        ];

    public void Dispose() => temp.Dispose();

    [SkippableFact]
    public Task Sigkill_before_all_files_are_written_leaves_the_old_baselines() =>
        Ended_before_all_files_are_written_leaves_the_old_baselines("KILL");

    [SkippableFact]
    public Task Sigterm_before_all_files_are_written_leaves_the_old_baselines() =>
        Ended_before_all_files_are_written_leaves_the_old_baselines("TERM");

    [SkippableFact]
    public async Task Sigkill_at_any_moment_leaves_all_old_or_all_new_or_what_the_next_one_completes()
    {
        for (var i = 0; i < 3; i++)
        {
            var root = temp.At(FormattableString.Invariant($"{i}"));
            Lay(root);
            using (var process = new DoomedProcess(AcceptInTurnInItsProcess, root))
                await process.EndAsync(() => File.Exists(Path.Combine(root, "begun")), "KILL");
            if (Directory.Exists(Path.Combine(root, "baselines", "accepting")))
                ShouldBeRefusedAndCompleted(root);
            F1s(root).Distinct().Should().ContainSingle("no two acceptances are mixed");
            ShouldAcceptAll(root);
        }
    }

    [SkippableFact]
    public void Disk_full_leaves_the_old_baselines_and_says_how_much_room_there_is()
    {
        using var disk = new SmallDisk(pages: 256);
        Lay(disk.Root);
        disk.Fill(pages: 5);
        FluentActions
            .Invoking(() => Accept(disk.Root))
            .Should()
            .Throw<FileNotWritten>()
            .WithMessage("*cannot be written: No space left on device*bytes are free*Free some space*");
        F1s(disk.Root).Should().OnlyContain(f1 => f1 == Old);
        disk.Empty();
        ShouldAcceptAll(disk.Root);
    }

    [Theory]
    [MemberData(nameof(Places))]
    public void Io_error_between_any_two_files_is_refused_until_the_next_one_completes_it(string place)
    {
        Lay(temp.Root);
        var (path, planned) = (temp.At("baselines", Profiles.Imdb, "cpu", place), Plan(temp.Root));
        File.Delete(path);
        Directory.CreateDirectory(Path.Combine(path, "in the way"));
        FluentActions
            .Invoking(() => Acceptance.Write(planned, Request))
            .Should()
            .Throw<FileNotWritten>()
            .WithMessage($"{path}: cannot be written:*");
        Directory.Delete(path, recursive: true);
        ShouldBeRefusedAndCompleted(temp.Root);
        F1s(temp.Root).Should().OnlyContain(f1 => f1 == New);
        Baselines(temp.Root).Should().OnlyContain(baseline => baseline.Exact == null, "the new runs have none");
    }

    [SkippableFact]
    public void Io_error_before_all_files_are_written_leaves_the_old_baselines()
    {
        using var disk = new SmallDisk(pages: 256);
        Lay(disk.Root);
        using (DiskGate.Failing(disk, Last))
            FluentActions
                .Invoking(() => Accept(disk.Root))
                .Should()
                .Throw<FileNotWritten>()
                .WithMessage("*provenance.json: cannot be written:*");
        F1s(disk.Root).Should().OnlyContain(f1 => f1 == Old);
        ShouldAcceptAll(disk.Root);
    }

    [Fact]
    public void Truncated_file_of_a_run_is_not_accepted_and_no_other_is() => Damaged_is_not_accepted(Damage.Truncate);

    [Fact]
    public void Flipped_bit_of_a_run_is_not_accepted_and_no_other_is() => Damaged_is_not_accepted(Damage.Flip);

    [Fact]
    public void Clock_set_back_before_the_last_acceptance_still_appends_to_the_history()
    {
        Lay(temp.Root);
        Accept(temp.Root, new ManualClock { Elapsed = TimeSpan.FromDays(-4000) });
        F1s(temp.Root).Should().OnlyContain(f1 => f1 == New);
        foreach (var baseline in Baselines(temp.Root))
            baseline.Provenance.History.Select(entry => entry.When.Year).Should().Equal(2026, 2015);
    }

    [SkippableFact]
    public void Read_only_folder_keeps_the_old_baselines()
    {
        using var disk = new SmallDisk(pages: 256);
        Lay(disk.Root);
        disk.MakeReadOnly();
        FluentActions
            .Invoking(() => Accept(disk.Root))
            .Should()
            .Throw<FileNotWritten>()
            .WithMessage("*cannot be written: Read-only file system*");
        F1s(disk.Root).Should().OnlyContain(f1 => f1 == Old);
        disk.MakeReadOnly(false);
        ShouldAcceptAll(disk.Root);
    }

    [Fact]
    public void Sigkill_is_made_good_by_a_person_with_a_reason_only()
    {
        Lay(temp.Root);
        Directory.CreateDirectory(temp.At("baselines", "accepting"));
        var acceptance = new Acceptance(
            temp.At("baselines"),
            new Tolerances([], ImdbNotebook.Assignment),
            ToyRun.Program
        );
        FluentActions
            .Invoking(() => acceptance.Complete(Request with { OnCi = true }))
            .Should()
            .Throw<ReproException>()
            .Which.ExitCode.Should()
            .Be(ExitCode.Usage);
        FluentActions
            .Invoking(() => acceptance.Complete(Request with { Reason = "" }))
            .Should()
            .Throw<ReproException>()
            .Which.ExitCode.Should()
            .Be(ExitCode.Usage);
        acceptance.Complete(Request).Should().BeTrue();
        acceptance.Complete(Request).Should().BeFalse("there is none any more");
    }

    /// <summary>Under the lock of the target Accept, in arbitrary order.</summary>
    [Fact]
    public async Task Two_runs_accept_one_after_the_other_and_none_is_lost_or_mixed_with_another()
    {
        Lay(temp.Root);
        using var locks = new ToyLocks();
        string[] reasons = ["one's", "another's", "a third one's", "a fourth one's"];
        await Task.WhenAll(
            reasons.Select(
                (reason, i) =>
                    Task.Run(() =>
                    {
                        using var alone = locks.OfPatient().Take(locks.Path, "the baselines");
                        foreach (var toy in Models.Select(model => ToyRun.Of(model)))
                        {
                            toy.Metrics[QuantityNames.F1Global] = 0.1 * (i + 1);
                            toy.Write(Path.Combine(temp.Root, "runs"));
                        }

                        Acceptance.Write(Plan(temp.Root, reason: reason), Request with { Reason = reason });
                    })
            )
        );
        var histories = Baselines(temp.Root)
            .Select(baseline => baseline.Provenance.History.Select(entry => entry.Reason).ToList())
            .ToList();
        histories[0].Should().StartWith(Request.Reason).And.BeEquivalentTo([Request.Reason, .. reasons]);
        histories[1].Should().Equal(histories[0]);
    }
}
