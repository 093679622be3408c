using System.Net.Sockets;
using Repro.Data.Fetch.Download;
using Repro.Testing;

namespace Repro.Data.Tests.Fetch.Download;

public sealed class DownloadRetryTests : IDisposable
{
    private readonly DownloadFixture download = new();

    [Theory]
    [InlineData(404, "Not Found")]
    [InlineData(403, "Forbidden")]
    [InlineData(410, "Gone")]
    [InlineData(416, "Range Not Satisfiable")]
    public async Task An_answer_that_will_not_change_is_not_requested_again(int status, string reason)
    {
        await using var server = await DownloadServer.StartAsync(Answer.Status(status));
        await Failing(server, $"answers {status} {reason}");
        server.Requests.Should().ContainSingle();
    }

    [Theory]
    [InlineData(408)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task An_answer_that_may_change_is_requested_again_after_doubling_waits(int status)
    {
        var failure = Answer.Status(status);
        await using var server = await DownloadServer.StartAsync(failure, failure, failure, Answer.File(download.File));
        await download.SaveAsync(server);
        download.Published().Should().Equal(download.File);
        download.Time.Waits.Should().Equal(Seconds(1), Seconds(2), Seconds(4));
    }

    [Fact]
    public async Task After_five_retries_the_last_answer_is_reported()
    {
        await using var server = await DownloadServer.StartAsync(Answer.Status(500));
        await Failing(server, "answers 500 Internal Server Error");
        server.Requests.Should().HaveCount(6);
        download.Time.Waits.Should().Equal(Seconds(1), Seconds(2), Seconds(4), Seconds(8), Seconds(16));
    }

    [Fact]
    public async Task A_server_is_left_alone_as_long_as_it_asks()
    {
        await using var server = await DownloadServer.StartAsync(
            Answer.Status(429, "7"),
            Answer.Status(503, "Wed, 01 Jan 2020 00:01:07 GMT"),
            Answer.Status(429, "Wed, 01 Jan 2020 00:00:00 GMT"),
            Answer.File(download.File)
        );
        await download.SaveAsync(server);
        download.Published().Should().Equal(download.File);
        download.Time.Waits.Should().StartWith([Seconds(7), Seconds(60)]);
    }

    [Fact]
    public async Task A_server_that_asks_for_more_than_two_minutes_is_not_asked_again()
    {
        await using var server = await DownloadServer.StartAsync(Answer.Status(429, "86400"));
        await Failing(server, "answers 429 Too Many Requests and asks to wait 86400 s");
        server.Requests.Should().ContainSingle();
        download.Time.Waits.Should().BeEmpty();
    }

    [Fact]
    public async Task A_connection_that_stalls_is_broken_and_continued()
    {
        await using var server = await DownloadServer.StartAsync(
            Answer.Stalled(download.File, 100_000),
            Answer.File(download.File)
        );
        var saving = download.SaveAsync(server);
        await download.HasBytesAsync(100_000);
        download.Time.EndSilence();
        await saving;
        download.Published().Should().Equal(download.File);
        server.Requests.Select(r => r.Range).Should().Equal("", "bytes=100000-");
    }

    [Fact]
    public async Task A_server_that_never_answers_is_given_up()
    {
        await using var server = await DownloadServer.StartAsync(Answer.Silent());
        var failing = Failing(server, "sent nothing for 30 s", retries: 1);
        await server.RequestedAsync(1);
        download.Time.EndSilence();
        await server.RequestedAsync(2);
        download.Time.EndSilence();
        await failing;
    }

    [Theory]
    [InlineData(299_999, "offers 299,999 bytes instead of the expected 300,000")]
    [InlineData(300_001, "offers 300,001 bytes instead of the expected 300,000")]
    public async Task Another_length_than_pinned_is_refused_before_a_byte_is_read(int length, string expected)
    {
        await using var server = await DownloadServer.StartAsync(Answer.File(new byte[length]));
        await Failing(server, expected);
        server.Requests.Should().ContainSingle();
        File.Exists(download.Part).Should().BeFalse();
    }

    [Fact]
    public async Task A_body_without_end_is_cut_at_the_pinned_size()
    {
        await using var server = await DownloadServer.StartAsync(Answer.OfUnknownLength(new byte[5_000_000]));
        await Failing(server, "sends more than the expected 300,000 bytes");
        server.Requests.Should().ContainSingle();
        new FileInfo(download.Part).Length.Should().Be(0);
    }

    [Fact]
    public async Task A_body_that_ends_early_without_saying_so_is_continued()
    {
        await using var server = await DownloadServer.StartAsync(
            Answer.OfUnknownLength(download.File[..1234]),
            Answer.File(download.File)
        );
        await download.SaveAsync(server);
        download.Published().Should().Equal(download.File);
        server.Requests[1].Range.Should().Be("bytes=1234-");
    }

    [Fact]
    public async Task A_closed_port_is_tried_again_and_then_reported()
    {
        Uri url;
        await using (var server = await DownloadServer.StartAsync(Answer.Silent()))
            url = server.Url;
        using var http = ArchiveDownload.CreateClient();
        var failure = await FluentActions
            .Awaiting(() =>
                new ArchiveDownload(
                    http,
                    download.Time,
                    new DownloadOptions { StallTimeout = SkippingTime.Silence }
                ).SaveAsync(download.Entry(url), download.Path)
            )
            .Should()
            .ThrowAsync<ReproException>()
            .WithMessage($"archive.tar.gz: {url} is unreachable: *");
        failure.Which.ExitCode.Should().Be(ExitCode.InputMissing);
        failure.Which.InnerException!.InnerException!.InnerException.Should().BeOfType<SocketException>();
        download.Time.Waits.Should().HaveCount(5);
    }

    [Theory]
    [InlineData(HttpRequestError.NameResolutionError, false)]
    [InlineData(HttpRequestError.ProxyTunnelError, false)]
    [InlineData(HttpRequestError.SecureConnectionError, false)]
    [InlineData(HttpRequestError.ConnectionError, true)]
    [InlineData(HttpRequestError.ResponseEnded, true)]
    public void Only_connections_that_may_come_back_are_tried_again(HttpRequestError error, bool again) =>
        TransferFault.Unreachable(new HttpRequestException(error)).MayPass.Should().Be(again);

    public void Dispose() => download.Dispose();

    private static TimeSpan Seconds(int count) => TimeSpan.FromSeconds(count);

    private async Task Failing(DownloadServer server, string expected, int retries = 5)
    {
        var failure = await FluentActions
            .Awaiting(() => download.SaveAsync(server, retries))
            .Should()
            .ThrowAsync<ReproException>()
            .WithMessage($"archive.tar.gz: {server.Url} {expected}.");
        failure.Which.ExitCode.Should().Be(ExitCode.InputMissing);
        File.Exists(download.Path).Should().BeFalse();
    }
}
