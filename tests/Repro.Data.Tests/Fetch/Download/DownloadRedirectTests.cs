using Repro.Testing;

namespace Repro.Data.Tests.Fetch.Download;

public sealed class DownloadRedirectTests : IDisposable
{
    private readonly DownloadFixture download = new();

    [Fact]
    public async Task A_redirect_on_the_same_machine_is_followed()
    {
        await using var server = await DownloadServer.StartAsync(
            Answer.Redirect("/moved/archive.tar.gz"),
            Answer.File(download.File)
        );
        await download.SaveAsync(server);
        download.Published().Should().Equal(download.File);
        server.Requests.Select(r => r.Path).Should().Equal("/archive.tar.gz", "/moved/archive.tar.gz");
    }

    [Theory]
    [InlineData("http://example.invalid/archive.tar.gz")]
    [InlineData("ftp://127.0.0.1/archive.tar.gz")]
    [InlineData("file:///etc/hostname")]
    public async Task A_redirect_to_anything_but_https_is_refused(string location)
    {
        await using var server = await DownloadServer.StartAsync(Answer.Redirect(location));
        await Failing(server, $"redirects to {location}, which is not https");
    }

    [Fact]
    public async Task A_circle_of_redirects_is_left_after_five()
    {
        await using var server = await DownloadServer.StartAsync(Answer.Redirect("/archive.tar.gz"));
        await Failing(server, "redirects more than 5 times");
        server.Requests.Should().HaveCount(6);
    }

    [Fact]
    public async Task A_redirect_to_nowhere_is_an_answer_that_is_not_the_file()
    {
        await using var server = await DownloadServer.StartAsync(Answer.Status(302));
        await Failing(server, "answers 302 Found");
    }

    public void Dispose() => download.Dispose();

    private async Task Failing(DownloadServer server, string expected)
    {
        await FluentActions
            .Awaiting(() => download.SaveAsync(server))
            .Should()
            .ThrowAsync<ReproException>()
            .WithMessage($"archive.tar.gz: {server.Url} {expected}.");
        download.Time.Waits.Should().BeEmpty();
    }
}
