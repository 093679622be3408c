using System.Globalization;
using Polly;
using Polly.Retry;
using Repro.Data.Fetch.Archives;

namespace Repro.Data.Fetch.Download;

/// <summary>
/// Downloads a pinned archive: retries if that can help, continues an interrupted download, and renames the file into
/// place once its digest is verified. The file is therefore always complete and verified.
/// </summary>
public sealed class ArchiveDownload
{
    /// <summary>Maximum length of a server's message, such as a refusal or a redirect, in UTF-16 units.</summary>
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
    /// Creates a client for <see cref="ArchiveDownload"/>. It does not follow redirects; <see cref="Transfer"/> does,
    /// after checking the target.
    /// </summary>
    public static HttpClient CreateClient() =>
        new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
        {
            Timeout = Timeout.InfiniteTimeSpan,
            DefaultRequestHeaders = { { "User-Agent", "Repro/1.0" } },
        };

    /// <summary>
    /// Downloads <paramref name="entry"/> to <paramref name="path"/>. Until it is complete it has the ending
    /// <c>.part</c>. A failed or cancelled download can be continued later and leaves an existing file at
    /// <paramref name="path"/> unchanged.
    /// </summary>
    /// <exception cref="ReproException">The archive is unreachable, differs from the pinned size or digest, or cannot
    /// be written (exit code 3).</exception>
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
                        + $"{e.Message.TrimEnd('.')}. Free some space or give write access there, or name another "
                        + $"folder "
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
            $"{entry.FileName}: {entry.Url} sent a file with sha256 {found} instead of {entry.Sha256}; the "
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
