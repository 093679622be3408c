namespace Repro.Testing;

/// <summary>
/// A clock on which waits between tries are over at once, and remembered; only silence lasts until the test ends it.
/// </summary>
internal sealed class SkippingTime : TimeProvider
{
    /// <summary>The one wait that does not pass by itself.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromSeconds(30);

    private readonly Lock gate = new();
    private readonly List<TimeSpan> waits = [];
    private readonly HashSet<Timer> silences = [];
    private DateTimeOffset now = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public IReadOnlyList<TimeSpan> Waits
    {
        get
        {
            lock (gate)
                return [.. waits];
        }
    }

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate)
            return now;
    }

    /// <summary>Lets every silence that is being watched last too long.</summary>
    public void EndSilence()
    {
        List<Timer> due;
        lock (gate)
        {
            due = [.. silences];
            silences.Clear();
            now += Silence;
        }

        due.ForEach(timer => timer.Fire());
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    private void Set(Timer timer, TimeSpan dueTime)
    {
        lock (gate)
        {
            silences.Remove(timer);
            if (dueTime == Timeout.InfiniteTimeSpan)
                return;
            if (dueTime == Silence)
            {
                silences.Add(timer);
                return;
            }

            waits.Add(dueTime);
            now += dueTime;
        }

        ThreadPool.QueueUserWorkItem(_ => timer.Fire());
    }

    private sealed class Timer(SkippingTime time, Action fire) : ITimer
    {
        public void Fire() => fire();

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            time.Set(this, dueTime);
            return true;
        }

        public void Dispose() => time.Set(this, Timeout.InfiniteTimeSpan);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
