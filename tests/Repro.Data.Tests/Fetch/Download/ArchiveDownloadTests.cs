using System.Security.Cryptography;
using Repro.Data.Fetch.Download;
using Repro.Testing;

namespace Repro.Data.Tests.Fetch.Download;

public sealed class ArchiveDownloadTests : IDisposable
{
    private readonly DownloadFixture download = new();

    [Fact]
    public async Task A_whole_answer_is_published()
    {
        await using var server = await DownloadServer.StartAsync(Answer.File(download.File));
        await download.SaveAsync(server);
        download.Published().Should().Equal(download.File);
        server.Requests.Should().Equal(new Asked("/archive.tar.gz", "", ""));
        File.Exists(download.Part).Should().BeFalse();
    }

    [Fact]
    public async Task Progress_ends_at_the_pinned_size()
    {
        await using var server = await DownloadServer.StartAsync(
            Answer.Truncated(download.File, 100_000),
            Answer.File(download.File)
        );
        await download.SaveAsync(server);
        download
            .Progress.Should()
            .BeInAscendingOrder(p => p.Bytes)
            .And.OnlyContain(p => p.Total == 300_000 && p.FileName == "archive.tar.gz");
        download.Progress[^1].Bytes.Should().Be(300_000);
    }

    [Fact]
    public async Task A_published_file_is_replaced_only_by_a_verified_one()
    {
        File.WriteAllText(download.Path, "old");
        await using var server = await DownloadServer.StartAsync(Answer.File(download.File));
        await download.SaveAsync(server);
        download.Published().Should().Equal(download.File);
    }

    [Fact]
    public async Task A_wrong_digest_deletes_the_download_and_says_expected_and_found()
    {
        File.WriteAllText(download.Path, "old");
        var other = new byte[300_000];
        await using var server = await DownloadServer.StartAsync(Answer.File(other));
        await Failing(download.SaveAsync(server))
            .Should()
            .ThrowAsync<ReproException>()
            .WithMessage(
                $"archive.tar.gz: {server.Url} sent a file with sha256 {Hex(other)} instead of "
                    + $"{Hex(download.File)}; the file was deleted."
            );
        File.ReadAllText(download.Path).Should().Be("old");
        File.Exists(download.Part).Should().BeFalse();
    }

    [Fact]
    public async Task A_file_that_is_whole_already_is_verified_without_asking_the_server()
    {
        File.WriteAllBytes(download.Part, download.File);
        await using var server = await DownloadServer.StartAsync(Answer.Status(500));
        await download.SaveAsync(server);
        server.Requests.Should().BeEmpty();
        download.Published().Should().Equal(download.File);
    }

    [Fact]
    public async Task What_another_process_is_downloading_is_left_to_it()
    {
        await using var server = await DownloadServer.StartAsync(Answer.File(download.File));
        await using var other = new FileStream(download.Part, FileMode.Create, FileAccess.Write, FileShare.None);
        await Failing(download.SaveAsync(server))
            .Should()
            .ThrowAsync<ReproException>()
            .WithMessage(
                $"archive.tar.gz: 300,000 bytes cannot be written to {download.Path}: *another process. Free some "
                    + "space or *REPRO_CACHE."
            );
    }

    [Fact]
    public async Task A_folder_that_cannot_be_made_is_named()
    {
        File.WriteAllText(download.Path, "a file where a folder should be");
        await using var server = await DownloadServer.StartAsync(Answer.File(download.File));
        using var http = ArchiveDownload.CreateClient();
        var below = Path.Combine(download.Path, "archive.tar.gz");
        await Failing(new ArchiveDownload(http, download.Time).SaveAsync(download.Entry(server.Url), below))
            .Should()
            .ThrowAsync<ReproException>()
            .WithMessage($"archive.tar.gz: 300,000 bytes cannot be written to {below}: *");
    }

    [Fact]
    public async Task Cancelling_keeps_what_was_received()
    {
        await using var server = await DownloadServer.StartAsync(Answer.Stalled(download.File, 100_000));
        using var cancel = new CancellationTokenSource();
        var saving = download.SaveAsync(server, cancellationToken: cancel.Token);
        await download.HasBytesAsync(100_000);
        await cancel.CancelAsync();
        await Failing(saving).Should().ThrowAsync<OperationCanceledException>();
        new FileInfo(download.Part).Length.Should().Be(100_000);
    }

    public void Dispose() => download.Dispose();

    private static Func<Task> Failing(Task task) => () => task;

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
