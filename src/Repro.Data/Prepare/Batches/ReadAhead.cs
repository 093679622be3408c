using System.Runtime.ExceptionServices;

namespace Repro.Data.Prepare.Batches;

/// <summary>Computes the next element of a sequence on another thread while the current one is in use.</summary>
internal static class ReadAhead
{
    /// <param name="sequence">Read in order by a single thread, at most one element ahead of the consumer.</param>
    /// <param name="prepare">Called on that thread for each element before it is returned.</param>
    /// <returns>The same elements. An exception is rethrown when the consumer requests the element.</returns>
    public static IEnumerable<T> Start<T>(IEnumerable<T> sequence, Action<T> prepare)
    {
        using var elements = sequence.GetEnumerator();
        using var maker = new Maker(MoveNext);
        maker.Begin();
        while (maker.End())
        {
            var element = elements.Current;
            maker.Begin();
            yield return element;
        }

        bool MoveNext()
        {
            if (!elements.MoveNext())
                return false;
            prepare(elements.Current);
            return true;
        }
    }

    /// <summary>
    /// Runs one action repeatedly on a dedicated thread. The thread pool may be fully busy, for example under a test
    /// runner; waiting for a pool task would then run it inline, without reading ahead. Starting a thread per element
    /// would take longer than a small batch.
    /// </summary>
    private sealed class Maker : IDisposable
    {
        private readonly SemaphoreSlim begun = new(0),
            ended = new(0);
        private readonly Func<bool> make;
        private readonly Thread thread;
        private bool isMaking,
            isOver,
            made;
        private ExceptionDispatchInfo? failure;

        public Maker(Func<bool> make)
        {
            this.make = make;
            thread = new Thread(Run) { IsBackground = true, Name = "read ahead" };
            thread.Start();
        }

        /// <summary>Starts the action once.</summary>
        public void Begin()
        {
            isMaking = true;
            begun.Release();
        }

        /// <summary>Waits until it finishes.</summary>
        public bool End()
        {
            Wait();
            failure?.Throw();
            return made;
        }

        /// <summary>Waits for the thread, so that the caller can safely reuse the data it read.</summary>
        public void Dispose()
        {
            if (isMaking)
                Wait();
            isOver = true;
            begun.Release();
            thread.Join();
            begun.Dispose();
            ended.Dispose();
        }

        private void Wait()
        {
            ended.Wait();
            isMaking = false;
        }

        private void Run()
        {
            while (true)
            {
                begun.Wait();
                if (isOver)
                    return;
                try
                {
                    made = make();
                }
                catch (Exception e)
                {
                    failure = ExceptionDispatchInfo.Capture(e);
                }

                ended.Release();
            }
        }
    }
}
