using System.Globalization;
using Polly;
using Polly.Retry;
using Repro.Data.Fetch.Archives;

namespace Repro.Data.Fetch.Download;

/// <summary>
/// Downloads a pinned archive: tries again where that can help, continues where an earlier try broke off, and publishes
/// the file by renaming it once its digest is right. Whoever sees the file sees a whole and verified one.
/// </summary>
public sealed class ArchiveDownload
{
    /// <summary>UTF-16 units of what a server says of itself, such as why it refuses or where it leads.</summary>
    private const int LongestFault = 500;

    private readonly Transfer transfer;
    private readonly ResiliencePipeline pipeline;

    public ArchiveDownload(HttpClient http, TimeProvider time, DownloadOptions? options = null)
    {
        options ??= new DownloadOptions();
        transfer = new Transfer(http, time, options.StallTimeout);
        pipeline = new ResiliencePipelineBuilder { TimeProvider = time }
            .AddRetry(Retry(options))
            .Build();
    }

    /// <summary>
    /// A client as <see cref="ArchiveDownload"/> wants it: redirects are followed by <see cref="Transfer"/>, which looks where
    /// they lead.
    /// </summary>
    public static HttpClient CreateClient() =>
        new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
        {
            Timeout = Timeout.InfiniteTimeSpan,
            DefaultRequestHeaders = { { "User-Agent", "Repro/1.0" } },
        };

    /// <summary>
    /// Downloads <paramref name="entry"/> to <paramref name="path"/>. Until it is whole it lies beside, as
    /// <c>.part</c>; a failed or cancelled download leaves that to be continued, and the file at
    /// <paramref name="path"/>, if there was one, as it was.
    /// </summary>
    /// <exception cref="ReproException">Out of reach, of another size or digest than pinned, or not writable (exit code
    /// 3).</exception>
    public async Task SaveAsync(
        CatalogueEntry entry,
        string path,
        IProgress<FetchProgress>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        var part = new PartialFile(path + ".part");
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            await pipeline
                .ExecuteAsync(
                    async token => await transfer.RunAsync(entry, part, progress, token).ConfigureAwait(false),
                    cancellationToken
                )
                .ConfigureAwait(false);
            await VerifyAsync(entry, part, cancellationToken).ConfigureAwait(false);
            part.PublishAs(path);
        }
        catch (TransferFault fault)
        {
            throw ReproException.Input(
                $"{entry.FileName}: {entry.Url} {TerminalText.Of(fault.Message, LongestFault)}.",
                fault
            );
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw ReproException.Input(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{entry.FileName}: {entry.Size:N0} bytes cannot be written to {path}: "
                        + $"{e.Message.TrimEnd('.')}. Make room or give write access there, or name another folder "
                        + $"with REPRO_CACHE."
                ),
                e
            );
        }
    }

    private static async Task VerifyAsync(CatalogueEntry entry, PartialFile part, CancellationToken cancellationToken)
    {
        var found = await FileDigest.Sha256Async(part.Path, cancellationToken).ConfigureAwait(false);
        if (found == entry.Sha256)
            return;
        part.Delete();
        throw ReproException.Input(
            $"{entry.FileName}: {entry.Url} sent a file with sha256 {found}, expected is {entry.Sha256}; the "
                + "file was deleted."
        );
    }

    private static RetryStrategyOptions Retry(DownloadOptions options) =>
        new()
        {
            MaxRetryAttempts = options.Retries,
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = false,
            Delay = options.FirstDelay,
            MaxDelay = options.LongestDelay,
            ShouldHandle = arguments =>
                ValueTask.FromResult(
                    arguments.Outcome.Exception is TransferFault { MayPass: true } fault
                        && !(fault.RetryAfter > options.LongestRetryAfter)
                ),
            DelayGenerator = arguments =>
                ValueTask.FromResult((arguments.Outcome.Exception as TransferFault)?.RetryAfter),
        };
}
