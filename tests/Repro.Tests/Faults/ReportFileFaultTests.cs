using Repro.Experiments;
using Repro.Files;
using Repro.Quantities;
using Repro.Testing;
using Repro.Verdicts.Compare;
using Repro.Verdicts.Report;
using Repro.Verdicts.Report.Tables;

namespace Repro.Tests.Faults;

/// <summary>
/// The report's three files are of one session, the last one: they are missing where it could not write them; and a page
/// shows the runs that its verdicts are about.
/// </summary>
public sealed class ReportFileFaultTests : IDisposable
{
    private const string Older = "older";

    private static readonly string[] Files = ["verdict.json", "summary.md", "index.html"];

    private readonly ToyReport toy = new();
    private readonly TempFolder temp = new();

    public void Dispose()
    {
        toy.Dispose();
        temp.Dispose();
    }

    [SkippableTheory]
    [InlineData("verdict.json")]
    [InlineData("index.html")]
    public Task Sigkill_leaves_no_report_and_the_next_run_writes_a_new_one(string file) =>
        Ended_leaves_no_report_and_the_next_run_writes_a_new_one(file, "KILL");

    [SkippableFact]
    public Task Sigterm_leaves_no_report_and_the_next_run_writes_a_new_one() =>
        Ended_leaves_no_report_and_the_next_run_writes_a_new_one("summary.md", "TERM");

    [SkippableFact]
    public void Disk_full_leaves_no_report_and_says_which_file_had_no_room()
    {
        using var disk = new SmallDisk(pages: 512);
        LayOlder(disk.Root);
        disk.Fill(pages: 4);
        FluentActions
            .Invoking(() => Write(disk.Root))
            .Should()
            .Throw<FileNotWritten>()
            .WithMessage($"{disk.Root}*: cannot be written: No space left on device*Free some space*")
            .Which.ExitCode.Should()
            .Be(ExitCode.ToolFailure);
        ShouldBeNone(disk.Root);
        disk.Empty();
        ShouldBeWritten(disk.Root);
    }

    [SkippableTheory]
    [InlineData("verdict.json")]
    [InlineData("summary.md")]
    [InlineData("index.html")]
    public void Io_error_in_writing_leaves_no_report_and_the_next_run_writes_a_new_one(string file)
    {
        using var disk = new SmallDisk(pages: 512);
        LayOlder(disk.Root);
        using (DiskGate.Failing(disk, file))
            FluentActions
                .Invoking(() => Write(disk.Root))
                .Should()
                .Throw<FileNotWritten>()
                .WithMessage($"{disk.At(file)}: cannot be written:*");
        ShouldBeNone(disk.Root);
        ShouldBeWritten(disk.Root);
    }

    [Theory]
    [InlineData("summary.md")]
    [InlineData("index.html")]
    public void Io_error_in_renaming_leaves_no_old_file_beside_a_new_one(string file)
    {
        LayOlder(temp.Root);
        File.Delete(temp.At(file));
        Directory.CreateDirectory(temp.At(file, "in the way"));
        FluentActions.Invoking(() => Write(temp.Root)).Should().Throw<FileNotWritten>();
        Directory.Delete(temp.At(file), recursive: true);
        Files
            .Where(f => File.Exists(temp.At(f)))
            .Select(f => File.ReadAllText(temp.At(f)) == Older)
            .Distinct()
            .Count()
            .Should()
            .BeLessThan(2);
        ShouldBeWritten(temp.Root);
    }

    [Fact]
    public void Truncated_file_of_a_verdict_is_reported_and_writes_no_report() =>
        Damaged_verdict_is_reported_and_writes_no_report(Damage.Truncate);

    [Fact]
    public void Flipped_bit_in_a_run_since_it_was_judged_leaves_its_experiment_without_a_verdict()
    {
        Damage.Flip(toy.Runs["rnn.corrected"].Complete);
        ShouldMissTheRnn();
    }

    [Fact]
    public void Sigkill_after_a_new_training_leaves_its_experiment_without_a_verdict_and_no_page_mixes_two_runs()
    {
        var spec = SafeFile.ReadJson<ExperimentSpec>(toy.Runs["rnn.corrected"].Spec);
        var another = new ToyRun { Spec = spec };
        another.Metrics[QuantityNames.F1Global] = 0.123456;
        another.Write(toy.Folders.Runs.Folder);
        ShouldMissTheRnn();
        toy.Decide(toy.Runs["rnn.corrected"]);
        Write(temp.Root).Missing.Should().BeEmpty();
    }

    [Fact]
    public void Clock_set_back_between_runs_and_report_changes_nothing()
    {
        Write(temp.Root);
        var before = Files.Select(file => File.ReadAllText(temp.At(file))).ToList();
        foreach (var file in Directory.EnumerateFiles(toy.Folders.Runs.Folder, "*", SearchOption.AllDirectories))
            File.SetLastWriteTimeUtc(file, DateTime.UtcNow.AddYears(10));
        ShouldBeWritten(temp.Root);
        Files.Select(file => File.ReadAllText(temp.At(file))).Should().Equal(before);
    }

    [SkippableFact]
    public void Read_only_folder_keeps_the_old_report()
    {
        using var disk = new SmallDisk(pages: 512);
        LayOlder(disk.Root);
        disk.MakeReadOnly();
        FluentActions
            .Invoking(() => Write(disk.Root))
            .Should()
            .Throw<FileNotWritten>()
            .WithMessage("*cannot be written: Read-only file system*");
        Files.Should().OnlyContain(file => File.ReadAllText(disk.At(file)) == Older);
        disk.MakeReadOnly(false);
        ShouldBeWritten(disk.Root);
    }

    /// <summary>Under the lock of the target Report, in arbitrary order.</summary>
    [Fact]
    public async Task Two_runs_write_one_after_the_other_and_the_files_are_of_one()
    {
        using var locks = new ToyLocks();
        string[][] asked =
        [
            ["rnn.corrected"],
            ["cnn.corrected", "cnn.as-written"],
        ];
        await Task.WhenAll(
            asked.Select(experiments =>
                Task.Run(() =>
                {
                    for (var i = 0; i < 5; i++)
                    {
                        using var alone = locks.OfPatient().Take(locks.Path, "the report");
                        var overall = Write(toy.Folders with { Report = temp.Root }, experiments);
                        SafeFile.ReadJson<OverallVerdict>(temp.At("verdict.json")).Should().BeEquivalentTo(overall);
                        foreach (var file in Files)
                            asked
                                .SelectMany(names => names)
                                .Where(name => File.ReadAllText(temp.At(file)).Contains(name, StringComparison.Ordinal))
                                .Should()
                                .BeEquivalentTo(experiments, "{0} is of one run", file);
                    }
                })
            )
        );
        Directory.EnumerateFiles(temp.Root).Select(Path.GetFileName).Should().BeEquivalentTo(Files);
    }

    private static void LayOlder(string report) =>
        Array.ForEach(Files, file => SafeFile.WriteText(Path.Combine(report, file), Older));

    /// <summary>What is left of a run that could not report is not an older one's report.</summary>
    private static void ShouldBeNone(string report) =>
        Files.Should().NotContain(file => File.Exists(Path.Combine(report, file)));

    private static OverallVerdict Write(Repro.Verdicts.Report.Tables.ReportFolders folders, string[] experiments) =>
        ReportWriter.Write(folders, Profiles.Imdb, experiments, ToyReport.PlainConsole(TextWriter.Null, 120));

    private static void WriteInItsProcess(
        string runs,
        string baselines,
        string verdicts,
        string report,
        string experiments
    ) => Write(new ReportFolders(ToyRun.In(runs), baselines, verdicts, report), experiments.Split(' '));

    private OverallVerdict Write(string report) => Write(toy.Folders with { Report = report }, [.. toy.Runs.Keys]);

    private void ShouldBeWritten(string report)
    {
        var overall = Write(report);
        SafeFile.ReadJson<OverallVerdict>(Path.Combine(report, "verdict.json")).Should().BeEquivalentTo(overall);
        Files.Should().OnlyContain(file => File.ReadAllText(Path.Combine(report, file)).Length > 1000);
    }

    private async Task Ended_leaves_no_report_and_the_next_run_writes_a_new_one(string file, string signal)
    {
        using var disk = new SmallDisk(pages: 512);
        LayOlder(disk.Root);
        await DoomedProcess.EndWritingAsync(
            disk,
            file,
            signal,
            WriteInItsProcess,
            [
                toy.Folders.Runs.Folder,
                toy.Folders.Baselines,
                toy.Folders.Verdicts,
                disk.Root,
                string.Join(' ', toy.Runs.Keys),
            ]
        );
        ShouldBeNone(disk.Root);
        ShouldBeWritten(disk.Root);
    }

    private void Damaged_verdict_is_reported_and_writes_no_report(Action<string> damage)
    {
        LayOlder(temp.Root);
        var path = VerdictFiles.PathOf(toy.Folders.Verdicts, Profiles.Imdb, "rnn.corrected");
        damage(path);
        FluentActions
            .Invoking(() => Write(temp.Root))
            .Should()
            .Throw<ReproException>()
            .WithMessage($"{path}*: not readable*")
            .Which.ExitCode.Should()
            .Be(ExitCode.InputMissing);
        ShouldBeNone(temp.Root);
    }

    private void ShouldMissTheRnn()
    {
        var overall = Write(temp.Root);
        overall.Missing.Should().Equal("rnn.corrected");
        overall.ExitCode.Should().Be(ExitCode.NotMeasured);
        File.ReadAllText(temp.At("index.html")).Should().NotContain("0.1235").And.NotContain("0.123456");
    }
}
