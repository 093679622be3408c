using System.Security.Cryptography;
using Repro.Data.Fetch;
using Repro.Data.Fetch.Archives;
using Repro.Data.Fetch.Download;
using Repro.Testing;

namespace Repro.Tests.Faults;

public sealed class DownloadFileFaultTests : IDisposable
{
    private static readonly byte[] Archive = [.. Enumerable.Range(0, 300_000).Select(i => (byte)((i * 31) ^ (i >> 7)))];

    private readonly TempFolder temp = new();
    private readonly HttpClient http = ArchiveDownload.CreateClient();

    public void Dispose()
    {
        http.Dispose();
        temp.Dispose();
    }

    [SkippableFact]
    public Task Sigkill_leaves_no_archive_and_the_next_run_resumes_from_what_came() =>
        Ended_leaves_no_archive_and_the_next_run_resumes("KILL");

    [SkippableFact]
    public Task Sigterm_leaves_no_archive_and_the_next_run_resumes_from_what_came() =>
        Ended_leaves_no_archive_and_the_next_run_resumes("TERM");

    [SkippableFact]
    public async Task Disk_full_leaves_what_came_and_the_next_run_resumes_from_there()
    {
        using var disk = new SmallDisk(pages: 100);
        disk.Fill(pages: 40);
        await using var server = await DownloadServer.StartAsync(Answer.File(Archive, "\"1\""));
        var path = disk.At("archives", "archive.tar.gz");
        var failure = await FluentActions
            .Awaiting(() => SaveAsync(server, path))
            .Should()
            .ThrowAsync<ReproException>()
            .WithMessage($"archive.tar.gz: 300,000 bytes cannot be written to {path}: No space left on device*");
        failure.Which.ExitCode.Should().Be(ExitCode.InputMissing);
        File.Exists(path).Should().BeFalse();
        disk.Empty();
        await SaveAsync(server, path);
        File.ReadAllBytes(path).Should().Equal(Archive);
        server.Requests[^1].Range.Should().NotBeEmpty("what had come was kept");
    }

    [SkippableFact]
    public async Task Io_error_leaves_the_old_archive_and_the_next_run_replaces_it()
    {
        var path = temp.Write("archive.tar.gz", [1, 2, 3]);
        BrokenDisk.UnderReading(path + ".part");
        await using var server = await DownloadServer.StartAsync(Answer.File(Archive));
        (await FluentActions.Awaiting(() => SaveAsync(server, path)).Should().ThrowAsync<ReproException>())
            .Which.ExitCode.Should()
            .Be(ExitCode.InputMissing);
        File.ReadAllBytes(path).Should().Equal(1, 2, 3);
        File.Delete(path + ".part");
        await SaveAsync(server, path);
        File.ReadAllBytes(path).Should().Equal(Archive);
    }

    [Fact]
    public Task Truncated_file_in_the_cache_is_fetched_again() => Damaged_is_fetched_again(Damage.Truncate);

    [Fact]
    public Task Flipped_bit_in_the_cache_is_fetched_again() => Damaged_is_fetched_again(Damage.Flip);

    [Fact]
    public async Task Flipped_bit_in_what_is_resumed_from_is_found_at_the_end_and_the_next_run_starts_over()
    {
        temp.Write("archive.tar.gz.part", [(byte)~Archive[0], .. Archive[1..1000]]);
        await using var server = await DownloadServer.StartAsync(Answer.File(Archive));
        await FluentActions
            .Awaiting(() => SaveAsync(server, temp.At("archive.tar.gz")))
            .Should()
            .ThrowAsync<ReproException>()
            .WithMessage("*sent a file with sha256*the file was deleted.");
        Directory.EnumerateFileSystemEntries(temp.Root).Should().BeEmpty();
        await SaveAsync(server, temp.At("archive.tar.gz"));
        File.ReadAllBytes(temp.At("archive.tar.gz")).Should().Equal(Archive);
    }

    [Fact]
    public async Task Clock_set_back_between_tries_neither_lengthens_the_wait_nor_harms_the_archive()
    {
        await using var server = await DownloadServer.StartAsync(
            Answer.Truncated(Archive, 1000, "\"1\""),
            Answer.File(Archive, "\"1\"")
        );
        var time = new ClockSetBack();
        await SaveAsync(server, temp.At("archive.tar.gz"), time);
        File.ReadAllBytes(temp.At("archive.tar.gz")).Should().Equal(Archive);
        time.Waits.Should().Equal(new DownloadOptions().FirstDelay);
    }

    [SkippableFact]
    public async Task Read_only_folder_keeps_its_old_archive_and_takes_the_new_one_once_it_can_be_written()
    {
        using var disk = new SmallDisk(pages: 100);
        File.WriteAllBytes(disk.At("archive.tar.gz"), [1, 2, 3]);
        disk.MakeReadOnly();
        await using var server = await DownloadServer.StartAsync(Answer.File(Archive));
        var failure = await FluentActions
            .Awaiting(() => SaveAsync(server, disk.At("archive.tar.gz")))
            .Should()
            .ThrowAsync<ReproException>()
            .WithMessage("*Read-only file system*");
        failure.Which.ExitCode.Should().Be(ExitCode.InputMissing);
        File.ReadAllBytes(disk.At("archive.tar.gz")).Should().Equal(1, 2, 3);
        disk.MakeReadOnly(false);
        await SaveAsync(server, disk.At("archive.tar.gz"));
        File.ReadAllBytes(disk.At("archive.tar.gz")).Should().Equal(Archive);
    }

    private static async Task SaveInItsProcess(string url, string path)
    {
        using var client = ArchiveDownload.CreateClient();
        await new ArchiveDownload(client, TimeProvider.System).SaveAsync(Entry(new Uri(url)), path);
    }

    private async Task Ended_leaves_no_archive_and_the_next_run_resumes(string signal)
    {
        await using var server = await DownloadServer.StartAsync(
            Answer.Stalled(Archive, 100_000),
            Answer.File(Archive)
        );
        var (path, part) = (temp.At("archive.tar.gz"), new FileInfo(temp.At("archive.tar.gz.part")));
        using (var process = new DoomedProcess(SaveInItsProcess, server.Url.ToString(), path))
            await process.EndAsync(() => new FileInfo(part.FullName) is { Exists: true, Length: 100_000 }, signal);
        File.Exists(path).Should().BeFalse();
        await SaveAsync(server, path);
        File.ReadAllBytes(path).Should().Equal(Archive);
        server.Requests[^1].Range.Should().Be("bytes=100000-");
    }

    private async Task Damaged_is_fetched_again(Action<string> damage)
    {
        await using var server = await DownloadServer.StartAsync(Answer.File(Archive));
        var fetcher = new Fetcher(temp.At("cache"), null, http, TimeProvider.System);
        var path = (await fetcher.FetchAsync(Entry(server.Url))).Path;
        damage(path);
        (await fetcher.FetchAsync(Entry(server.Url))).Source.Should().Be(ArchiveSource.Download);
        File.ReadAllBytes(path).Should().Equal(Archive);
    }

    private Task SaveAsync(DownloadServer server, string path, TimeProvider? time = null) =>
        new ArchiveDownload(http, time ?? TimeProvider.System).SaveAsync(Entry(server.Url), path);

    private static CatalogueEntry Entry(Uri url) =>
        new(
            "archive",
            "archive.tar.gz",
            url,
            Archive.Length,
            Convert.ToHexStringLower(SHA256.HashData(Archive)),
            "None.",
            [],
            "archive*.tar.gz",
            []
        );

    /// <summary>A day earlier each time it is looked at; waits are over at once.</summary>
    private sealed class ClockSetBack : TimeProvider
    {
        private DateTimeOffset now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

        public List<TimeSpan> Waits { get; } = [];

        public override DateTimeOffset GetUtcNow() => now -= TimeSpan.FromDays(1);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            if (dueTime != new DownloadOptions().FirstDelay)
                return System.CreateTimer(callback, state, dueTime, period);
            Waits.Add(dueTime);
            return System.CreateTimer(callback, state, TimeSpan.Zero, period);
        }
    }
}
