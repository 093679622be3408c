using System.Runtime.ExceptionServices;

namespace Repro.Data.Prepare.Batches;

/// <summary>Makes the next element of a sequence on another thread while the one before it is in use.</summary>
internal static class ReadAhead
{
    /// <param name="sequence">Read by one thread, in its order, and never more than one element further than what was
    /// asked for.</param>
    /// <param name="prepare">Called with each element before it is given out, by the thread that made it.</param>
    /// <returns>The same elements. What making one throws is thrown where it is asked for.</returns>
    public static IEnumerable<T> Of<T>(IEnumerable<T> sequence, Action<T> prepare)
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
    /// Does one thing again and again, on a thread of its own. The pool's can all be busy, with a test runner for one:
    /// whoever waits for a task there does it himself, and nothing is ahead. A thread for each time would take longer
    /// than a small batch does.
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

        /// <summary>Has it done once.</summary>
        public void Begin()
        {
            isMaking = true;
            begun.Release();
        }

        /// <summary>Waits until it is done.</summary>
        public bool End()
        {
            Wait();
            failure?.Throw();
            return made;
        }

        /// <summary>Waits for the thread: whoever reads no further may go on with what it used.</summary>
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
