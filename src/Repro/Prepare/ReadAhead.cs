namespace Repro.Prepare;

/// <summary>Makes the next element of a sequence on another thread while the one before it is in use.</summary>
internal static class ReadAhead
{
    /// <param name="sequence">Read by one thread at a time, in its order, and never more than one element further than what was asked for.</param>
    /// <param name="prepare">Called with each element before it is given out, by the thread that made it.</param>
    /// <returns>The same elements. What making one throws is thrown where it is asked for.</returns>
    public static IEnumerable<T> Of<T>(IEnumerable<T> sequence, Action<T> prepare)
    {
        using var elements = sequence.GetEnumerator();
        var next = Ahead(MoveNext);
        try
        {
            while (next.GetAwaiter().GetResult())
            {
                var element = elements.Current;
                next = Ahead(MoveNext);
                yield return element;
            }
        }
        finally
        {
            Task.WaitAny(next); // Whoever reads no further may go on with what the thread used.
        }

        // Not by the pool, whose threads a test runner can keep busy: the one that asks would then make the element itself, and nothing be ahead.
        static Task<bool> Ahead(Func<bool> moveNext) => Task.Factory.StartNew(moveNext, CancellationToken.None, TaskCreationOptions.LongRunning | TaskCreationOptions.DenyChildAttach, TaskScheduler.Default);

        bool MoveNext()
        {
            if (!elements.MoveNext()) return false;
            prepare(elements.Current);
            return true;
        }
    }
}
