using System.Collections.Concurrent;
using static TorchSharp.torch;

namespace Repro.Torch.Kernels.Recurrent;

/// <summary>
/// Runs a layer's two directions at the same time, each with half of the threads: they meet once per layer instead of
/// at every matrix product. With one thread, or one direction, everything runs on the caller.
/// </summary>
internal sealed class DirectionThreads : IDisposable
{
    private readonly BlockingCollection<Action> work = [];
    private readonly int threads;
    private readonly Thread? second;

    /// <param name="threads">That both may use together; at least 1.</param>
    public DirectionThreads(int threads)
    {
        this.threads = threads;
        if (threads < 2)
            return;
        second = new Thread(Serve) { IsBackground = true, Name = "recurrent direction" };
        second.Start();
    }

    /// <summary>
    /// Calls <paramref name="each"/> with 0 … <paramref name="directions"/> − 1 and returns when all have.
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

    // OpenMP counts threads per calling thread, so the second direction has a thread of its own that never changes its
    // number. MKL counts them per process: its number changes only while no direction runs.
    private void Serve()
    {
        set_num_threads(threads / 2);
        foreach (var action in work.GetConsumingEnumerable())
            action();
    }
}
