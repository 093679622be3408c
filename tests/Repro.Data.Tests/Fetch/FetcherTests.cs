using System.Security.Cryptography;
using Repro.Data.Fetch;
using Repro.Data.Fetch.Archives;
using Repro.Data.Fetch.Download;
using Repro.Testing;

namespace Repro.Data.Tests.Fetch;

public sealed class FetcherTests : IDisposable
{
    private readonly TempFolder folder = new();
    private readonly HttpClient http = ArchiveDownload.CreateClient();
    private readonly byte[] archive = ToyArchives.TarGz(ToyArchives.FourReviews);

    [Fact]
    public async Task A_download_goes_to_the_cache_and_is_found_there_next_time()
    {
        await using var server = await DownloadServer.StartAsync(Answer.File(archive));
        var first = await Fetch(server.Url);
        var second = await Fetch(server.Url);
        first.Should().Be(new FetchedArchive(Entry(server.Url), Cached(), Hex(archive), ArchiveSource.Download));
        second.Should().Be(first with { Source = ArchiveSource.Cache });
        server.Requests.Should().ContainSingle();
    }

    [Theory]
    [InlineData("shortened")]
    [InlineData("altered")]
    public async Task A_damaged_file_in_the_cache_is_fetched_again(string how)
    {
        await using var server = await DownloadServer.StartAsync(Answer.File(archive));
        await Fetch(server.Url);
        var damaged = how == "shortened" ? archive[..^1] : [.. archive[..^1], (byte)~archive[^1]];
        File.WriteAllBytes(Cached(), damaged);
        (await Fetch(server.Url)).Source.Should().Be(ArchiveSource.Download);
        File.ReadAllBytes(Cached()).Should().Equal(archive);
    }

    [Fact]
    public async Task The_mirror_goes_before_the_cache_and_the_address()
    {
        var mirrored = folder.Write("mirror/archive.tar.gz", archive);
        await using var server = await DownloadServer.StartAsync(Answer.File(archive));
        (await Fetch(server.Url, folder.At("mirror")))
            .Should()
            .Be(new FetchedArchive(Entry(server.Url), mirrored, Hex(archive), ArchiveSource.Mirror));
        server.Requests.Should().BeEmpty();
    }

    [Fact]
    public async Task What_the_mirror_lacks_is_downloaded()
    {
        folder.Write("mirror/other.tar.gz", archive);
        await using var server = await DownloadServer.StartAsync(Answer.File(archive));
        (await Fetch(server.Url, folder.At("mirror"))).Source.Should().Be(ArchiveSource.Download);
    }

    [Fact]
    public async Task What_is_out_of_reach_names_the_mirror_setting_and_the_sample_profile()
    {
        await using var server = await DownloadServer.StartAsync(Answer.Status(404));
        var failure = await FluentActions
            .Awaiting(() => Fetch(server.Url))
            .Should()
            .ThrowAsync<ReproException>()
            .WithMessage(
                $"archive.tar.gz: {server.Url} answers 404 Not Found. Run again, or name a folder that holds "
                    + "the archive with --data-mirror=DIR or REPRO_DATA_MIRROR; --profile=sample needs no download."
            );
        failure.Which.ExitCode.Should().Be(ExitCode.InputMissing);
        File.Exists(Cached()).Should().BeFalse();
    }

    public void Dispose()
    {
        http.Dispose();
        folder.Dispose();
    }

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private CatalogueEntry Entry(Uri url) =>
        new("archive", "archive.tar.gz", url, archive.Length, Hex(archive), "None.", [], "archive*.tar.gz", []);

    private string Cached() => folder.At($"cache/archives/{Hex(archive)}/archive.tar.gz");

    private Task<FetchedArchive> Fetch(Uri url, string? mirror = null) =>
        new Fetcher(
            folder.At("cache"),
            mirror,
            http,
            new SkippingTime(),
            options: new DownloadOptions { StallTimeout = SkippingTime.Silence }
        ).FetchAsync(Entry(url));
}
