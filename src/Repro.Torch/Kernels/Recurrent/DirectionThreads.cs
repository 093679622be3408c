using System.Collections.Concurrent;
using static TorchSharp.torch;

namespace Repro.Torch.Kernels.Recurrent;

/// <summary>
/// Runs a layer's two directions in parallel, each with half of the threads. They synchronise once per layer instead of
/// at every matrix product. With one thread or one direction, everything runs on the calling thread.
/// </summary>
internal sealed class DirectionThreads : IDisposable
{
    private readonly BlockingCollection<Action> work = [];
    private readonly int threads;
    private readonly Thread? second;

    /// <param name="threads">Total threads for both; at least 1.</param>
    public DirectionThreads(int threads)
    {
        this.threads = threads;
        if (threads < 2)
            return;
        second = new Thread(Serve) { IsBackground = true, Name = "recurrent direction" };
        second.Start();
    }

    /// <summary>
    /// Calls <paramref name="each"/> with 0 … <paramref name="directions"/> − 1 and returns when all calls have
    /// finished.
    /// </summary>
    public void Run(int directions, Action<int> each)
    {
        if (directions == 1 || second is null)
        {
            for (var direction = 0; direction < directions; direction++)
                each(direction);
            return;
        }

        var done = new TaskCompletionSource();
        set_num_threads(threads / 2);
        work.Add(() => Settle(done, () => each(1)));
        try
        {
            each(0);
        }
        finally
        {
            ((IAsyncResult)done.Task).AsyncWaitHandle.WaitOne();
            set_num_threads(threads);
        }

        done.Task.GetAwaiter().GetResult();
    }

    public void Dispose()
    {
        work.CompleteAdding();
        second?.Join();
        work.Dispose();
    }

    private static void Settle(TaskCompletionSource done, Action action)
    {
        try
        {
            action();
            done.SetResult();
        }
        catch (Exception e)
        {
            done.SetException(e);
        }
    }

    // OpenMP's thread count is per calling thread, so the second direction has a dedicated thread whose count never
    // changes. MKL's count is per process, so it is changed only while no direction runs.
    private void Serve()
    {
        set_num_threads(threads / 2);
        foreach (var action in work.GetConsumingEnumerable())
            action();
    }
}
