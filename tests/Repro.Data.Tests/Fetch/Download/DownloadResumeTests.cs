using Repro.Testing;

namespace Repro.Data.Tests.Fetch.Download;

public sealed class DownloadResumeTests : IDisposable
{
    private readonly DownloadFixture download = new();

    [Fact]
    public async Task A_broken_transfer_continues_where_it_was_interrupted()
    {
        await using var server = await DownloadServer.StartAsync(
            Answer.Truncated(download.File, 100_000),
            Answer.File(download.File)
        );
        await download.SaveAsync(server);
        download.Published().Should().Equal(download.File);
        server.Requests.Select(r => r.Range).Should().Equal("", "bytes=100000-");
    }

    [Fact]
    public async Task A_later_run_continues_what_an_earlier_one_left()
    {
        await using var server = await DownloadServer.StartAsync(
            Answer.Truncated(download.File, 50_000),
            Answer.Truncated(download.File, 70_000),
            Answer.File(download.File)
        );
        await FluentActions
            .Awaiting(() => download.SaveAsync(server, retries: 1))
            .Should()
            .ThrowAsync<ReproException>()
            .WithMessage($"archive.tar.gz: {server.Url} was interrupted after 120,000 of 300,000 bytes.");
        await download.SaveAsync(server, retries: 1);
        download.Published().Should().Equal(download.File);
        server.Requests.Select(r => r.Range).Should().Equal("", "bytes=50000-", "bytes=120000-");
    }

    [Fact]
    public async Task An_exact_version_is_requested_by_its_name()
    {
        await using var server = await DownloadServer.StartAsync(
            Answer.Truncated(download.File, 100_000, "\"v1\""),
            Answer.File(download.File, "\"v1\"")
        );
        await download.SaveAsync(server);
        download.Published().Should().Equal(download.File);
        server.Requests[1].Should().Be(new Asked("/archive.tar.gz", "bytes=100000-", "\"v1\""));
    }

    [Fact]
    public async Task A_file_that_changed_meanwhile_is_read_from_its_start()
    {
        var earlier = new byte[300_000];
        await using var server = await DownloadServer.StartAsync(
            Answer.Truncated(earlier, 100_000, "\"v1\""),
            Answer.File(download.File, "\"v2\"")
        );
        await download.SaveAsync(server);
        download.Published().Should().Equal(download.File);
    }

    [Fact]
    public async Task A_weak_version_name_promises_nothing_and_is_not_requested()
    {
        await using var server = await DownloadServer.StartAsync(
            Answer.Truncated(download.File, 100_000, "W/\"v1\""),
            Answer.File(download.File)
        );
        await download.SaveAsync(server);
        server.Requests[1].IfRange.Should().BeEmpty();
    }

    [Fact]
    public async Task A_server_that_ignores_Range_is_read_from_the_start()
    {
        await using var server = await DownloadServer.StartAsync(
            Answer.Truncated(download.File, 100_000),
            Answer.IgnoringRange(download.File)
        );
        await download.SaveAsync(server);
        download.Published().Should().Equal(download.File);
        server.Requests.Should().HaveCount(2);
    }

    [Fact]
    public async Task A_range_that_the_server_refuses_is_given_up_for_the_whole_file()
    {
        File.WriteAllBytes(download.Part, new byte[1000]);
        await using var server = await DownloadServer.StartAsync(Answer.Status(416), Answer.File(download.File));
        await download.SaveAsync(server);
        download.Published().Should().Equal(download.File);
        server.Requests.Select(r => r.Range).Should().Equal("bytes=1000-", "");
    }

    [Fact]
    public async Task A_part_other_than_the_requested_one_is_not_appended()
    {
        File.WriteAllBytes(download.Part, download.File[..1000]);
        await using var server = await DownloadServer.StartAsync(
            Answer.WrongPart(download.File, 999, 300_000),
            Answer.File(download.File)
        );
        await download.SaveAsync(server);
        download.Published().Should().Equal(download.File);
        server.Requests.Select(r => r.Range).Should().Equal("bytes=1000-", "");
    }

    [Fact]
    public async Task A_part_of_a_longer_file_is_refused()
    {
        File.WriteAllBytes(download.Part, download.File[..1000]);
        await using var server = await DownloadServer.StartAsync(Answer.WrongPart(download.File, 1000, 300_001));
        await FluentActions
            .Awaiting(() => download.SaveAsync(server))
            .Should()
            .ThrowAsync<ReproException>()
            .WithMessage($"archive.tar.gz: {server.Url} offers 300,001 bytes instead of the expected 300,000.");
        server.Requests.Should().ContainSingle();
    }

    [Fact]
    public async Task More_than_the_whole_file_is_not_a_beginning_of_it()
    {
        File.WriteAllBytes(download.Part, new byte[300_001]);
        await using var server = await DownloadServer.StartAsync(Answer.File(download.File));
        await download.SaveAsync(server);
        download.Published().Should().Equal(download.File);
        server.Requests.Select(r => r.Range).Should().Equal("");
    }

    public void Dispose() => download.Dispose();
}
