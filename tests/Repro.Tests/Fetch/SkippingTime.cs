namespace Repro.Tests.Fetch;

/// <summary>A clock on which every wait is over at once, and remembered.</summary>
internal sealed class SkippingTime : TimeProvider
{
    private readonly List<TimeSpan> waits = [];
    private DateTimeOffset now = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public IReadOnlyList<TimeSpan> Waits
    {
        get
        {
            lock (waits) return [.. waits];
        }
    }

    public override DateTimeOffset GetUtcNow()
    {
        lock (waits) return now;
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime == Timeout.InfiniteTimeSpan) return new Timer();
        lock (waits)
        {
            waits.Add(dueTime);
            now += dueTime;
        }

        ThreadPool.QueueUserWorkItem(_ => callback(state));
        return new Timer();
    }

    private sealed class Timer : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
