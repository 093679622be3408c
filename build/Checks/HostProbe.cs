using Repro.Data.Fetch.Download;

namespace ReproBuild.Checks;

/// <summary>Checks whether a URL answers, without downloading, with a short timeout.</summary>
public static class HostProbe
{
    /// <summary>Timeout for an answer; a slower host would not be usable for downloads.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <returns>Why it cannot be reached, or null if it gives any answer.</returns>
    public static async Task<string?> AskAsync(
        Uri address,
        TimeProvider clock,
        TimeSpan patience,
        CancellationToken cancellation
    )
    {
        using var http = ArchiveDownload.CreateClient();
        using var waited = new CancellationTokenSource(patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(waited.Token, cancellation);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Head, address);
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            return null;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return FormattableString.Invariant($"does not answer within {patience.TotalSeconds:0.#} s");
        }
        catch (HttpRequestException e)
        {
            return $"is unreachable: {e.Message.TrimEnd('.')}";
        }
    }
}
