using System.Security.Cryptography;
using Repro.Data.Fetch;
using Repro.Data.Fetch.Download;
using Repro.Files;
using Repro.Locking;
using Repro.Testing;

namespace Repro.Tests.Faults;

/// <summary>
/// One archive, asked for by several at once. Only whole and verified downloads are ever published, with the lock or
/// without.
/// </summary>
public sealed class DownloadFaultTests : IDisposable
{
    private readonly TempFolder folder = new();
    private readonly HttpClient http = ArchiveDownload.CreateClient();
    private readonly byte[] archive = ToyArchives.TarGz(ToyArchives.FourReviews);

    public void Dispose()
    {
        http.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task Two_runs_fetch_an_archive_once()
    {
        await using var server = await DownloadServer.StartAsync(Answer.File(archive));
        var fetched = await Task.WhenAll(
            Enumerable.Range(0, 4).Select(_ => Task.Run(() => Fetch(server.Url, Locks())))
        );
        server.Requests.Should().ContainSingle();
        fetched
            .Select(f => f.Source)
            .Should()
            .BeEquivalentTo([ArchiveSource.Download, ArchiveSource.Cache, ArchiveSource.Cache, ArchiveSource.Cache]);
        File.ReadAllBytes(fetched[0].Path).Should().Equal(archive);
    }

    [Fact]
    public async Task Stale_lock_of_a_dead_process_is_taken_over()
    {
        await using var server = await DownloadServer.StartAsync(Answer.File(archive));
        SafeFile.WriteJson(
            folder.At("cache", "locks", "downloads", Sha256 + ".lock"),
            ToyLocks.Here.Owner("") with
            {
                Pid = int.MaxValue,
            }
        );
        (await Fetch(server.Url, Locks())).Source.Should().Be(ArchiveSource.Download);
    }

    private string Sha256 => Convert.ToHexStringLower(SHA256.HashData(archive));

    private static Locks Locks() =>
        new(
            ToyLocks.Here,
            "",
            new LockTimes(TimeSpan.FromMinutes(1)) { Poll = TimeSpan.FromMilliseconds(5) },
            TimeProvider.System,
            _ => { }
        );

    private Task<FetchedArchive> Fetch(Uri url, Locks locks) =>
        new Fetcher(folder.At("cache"), null, http, TimeProvider.System, locks: locks).FetchAsync(
            new("archive", "archive.tar.gz", url, archive.Length, Sha256, "None.", [], "archive*.tar.gz", [])
        );
}
