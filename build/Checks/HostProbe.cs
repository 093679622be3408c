using Repro.Data.Fetch.Download;

namespace ReproBuild.Checks;

/// <summary>Asks an address whether it answers, without downloading anything, and does not wait long.</summary>
public static class HostProbe
{
    /// <summary>How long an answer is waited for: a host that needs longer would not be worth a download.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <returns>Why it cannot be reached, or null where it answers, whatever it answers.</returns>
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
            return $"is out of reach: {e.Message.TrimEnd('.')}";
        }
    }
}
