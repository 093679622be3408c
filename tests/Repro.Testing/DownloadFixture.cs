using System.Security.Cryptography;
using Repro.Data.Fetch.Archives;
using Repro.Data.Fetch.Download;

namespace Repro.Testing;

/// <summary>A pinned file of 300,000 bytes, where it goes, and a client: what every download test needs.</summary>
internal sealed class DownloadFixture : IDisposable
{
    private readonly TempFolder folder = new();
    private readonly HttpClient http = ArchiveDownload.CreateClient();

    public byte[] File { get; } = Bytes(300_000);

    public string Path => folder.At("archive.tar.gz");

    public string Part => Path + ".part";

    public SkippingTime Time { get; } = new();

    public List<FetchProgress> Progress { get; } = [];

    public CatalogueEntry Entry(Uri url) =>
        new(
            "archive",
            "archive.tar.gz",
            url,
            File.Length,
            Convert.ToHexStringLower(SHA256.HashData(File)),
            "None.",
            [],
            "archive*.tar.gz",
            []
        );

    /// <param name="retries">Tries after the first one.</param>
    public Task SaveAsync(DownloadServer server, int retries = 5, CancellationToken cancellationToken = default) =>
        new ArchiveDownload(
            http,
            Time,
            new DownloadOptions { Retries = retries, StallTimeout = SkippingTime.Silence }
        ).SaveAsync(Entry(server.Url), Path, new Collected(Progress), cancellationToken);

    /// <summary>Returns once <paramref name="bytes"/> of the download are on the disk.</summary>
    public async Task HasBytesAsync(long bytes)
    {
        while (!System.IO.File.Exists(Part) || new FileInfo(Part).Length < bytes)
            await Task.Delay(2);
    }

    public byte[] Published() => System.IO.File.ReadAllBytes(Path);

    public void Dispose()
    {
        http.Dispose();
        folder.Dispose();
    }

    /// <summary>Not text, and no period that a wrong offset could hide in.</summary>
    private static byte[] Bytes(int count) =>
        [.. Enumerable.Range(0, count).Select(i => (byte)((i * 31) ^ (i >> 7) ^ (i >> 13)))];

    private sealed class Collected(List<FetchProgress> into) : IProgress<FetchProgress>
    {
        public void Report(FetchProgress value) => into.Add(value);
    }
}
