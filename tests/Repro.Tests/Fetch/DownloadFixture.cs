using System.Security.Cryptography;
using Repro.Fetch;

namespace Repro.Tests.Fetch;

/// <summary>A pinned file of 300,000 bytes, where it goes, and a client: what every download test needs.</summary>
internal sealed class DownloadFixture : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly HttpClient http = Download.CreateClient();

    public byte[] File { get; } = Bytes(300_000);

    public string Path => folder.File("archive.tar.gz");

    public string Part => Path + ".part";

    public SkippingTime Time { get; } = new();

    public List<FetchProgress> Progress { get; } = [];

    public static DownloadOptions NeverStalling { get; } = new() { StallTimeout = Timeout.InfiniteTimeSpan };

    public static DownloadOptions QuicklyStalling { get; } = new() { StallTimeout = TimeSpan.FromMilliseconds(150), FirstDelay = TimeSpan.FromMilliseconds(1), Retries = 1 };

    public CatalogueEntry Entry(Uri url) =>
        new("archive", "archive.tar.gz", url, File.Length, Convert.ToHexStringLower(SHA256.HashData(File)), "None.", [], "archive*.tar.gz", []);

    /// <summary>Downloads on the skipping clock.</summary>
    public Task SaveAsync(DownloadServer server, CancellationToken cancellationToken = default) =>
        new Download(http, Time, NeverStalling).SaveAsync(Entry(server.Url), Path, new Collected(Progress), cancellationToken);

    /// <summary>Downloads on the real clock, with little patience.</summary>
    public Task SaveImpatientlyAsync(DownloadServer server, CancellationToken cancellationToken = default) =>
        new Download(http, TimeProvider.System, QuicklyStalling).SaveAsync(Entry(server.Url), Path, null, cancellationToken);

    public byte[] Published() => System.IO.File.ReadAllBytes(Path);

    public void Dispose()
    {
        http.Dispose();
        folder.Dispose();
    }

    /// <summary>Not text, and no period that a wrong offset could hide in.</summary>
    private static byte[] Bytes(int count) => [.. Enumerable.Range(0, count).Select(i => (byte)((i * 31) ^ (i >> 7) ^ (i >> 13)))];

    private sealed class Collected(List<FetchProgress> into) : IProgress<FetchProgress>
    {
        public void Report(FetchProgress value) => into.Add(value);
    }
}
