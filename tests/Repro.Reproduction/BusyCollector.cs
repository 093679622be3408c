namespace Repro.Reproduction;

/// <summary>
/// Collects garbage and runs finalizers beside whatever the process does, again and again. What libtorch still reads
/// and nobody holds any longer is then taken from it at once, which otherwise happens in one training of hundreds.
/// </summary>
internal sealed class BusyCollector : IDisposable
{
    private readonly CancellationTokenSource ended = new();
    private readonly Thread thread;

    public BusyCollector()
    {
        thread = new Thread(Collect) { IsBackground = true, Name = "busy collector" };
        thread.Start();
    }

    public void Dispose()
    {
        ended.Cancel();
        thread.Join();
        ended.Dispose();
    }

    // The youngest generation is where temporaries lie. A pause leaves the processor to those who train.
    private void Collect()
    {
        do
        {
            GC.Collect(0);
            GC.WaitForPendingFinalizers();
        } while (!ended.Token.WaitHandle.WaitOne(TimeSpan.FromMilliseconds(1)));
    }
}
