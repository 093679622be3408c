namespace Repro.Data.Fetch.Download;

/// <summary>Cancels an operation if the server stops responding.</summary>
internal sealed class StallWatch : IDisposable
{
    private readonly TimeSpan timeout;
    private readonly CancellationTokenSource stall;
    private readonly CancellationTokenSource either;

    public StallWatch(TimeProvider time, TimeSpan timeout, CancellationToken cancellationToken)
    {
        this.timeout = timeout;
        stall = new CancellationTokenSource(timeout, time);
        either = CancellationTokenSource.CreateLinkedTokenSource(stall.Token, cancellationToken);
        Cancelled = cancellationToken;
    }

    /// <summary>Cancelled by a stall or by the caller.</summary>
    public CancellationToken Token => either.Token;

    /// <summary>Cancelled only by the caller.</summary>
    public CancellationToken Cancelled { get; }

    /// <summary>
    /// Runs one step that waits for the server, and converts its failure to a <see cref="TransferFault"/>.
    /// </summary>
    /// <param name="step">The step; it receives <see cref="Token"/>.</param>
    /// <param name="broken">Creates the fault for a broken connection.</param>
    public async Task<T> AwaitAsync<T>(Func<CancellationToken, Task<T>> step, Func<IOException, TransferFault> broken)
    {
        stall.CancelAfter(timeout);
        try
        {
            return await step(Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!Cancelled.IsCancellationRequested)
        {
            throw TransferFault.Stalled(timeout);
        }
        catch (HttpRequestException e)
        {
            throw TransferFault.Unreachable(e);
        }
        catch (IOException e)
        {
            throw broken(e);
        }
    }

    public void Dispose()
    {
        either.Dispose();
        stall.Dispose();
    }
}
