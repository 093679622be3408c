using Repro.Files;
using Repro.Runs;

namespace Repro.Torch.Train;

/// <summary>Adds the time to a run's events and publishes them; batch events at most four times a second.</summary>
/// <param name="clock">Provides the time.</param>
/// <param name="sink">Receives the events, such as a writer of <c>events.jsonl</c>; called on the training
/// thread.</param>
public sealed class RunEvents(TimeProvider clock, Action<RunEvent> sink)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);
    private long? last;

    /// <summary>Discards all events.</summary>
    public static RunEvents Silent(TimeProvider clock) => new(clock, _ => { });

    public TimeProvider Clock => clock;

    /// <summary>Publishes an event without throttling.</summary>
    /// <param name="kind">What happened.</param>
    /// <param name="details">Fills in the rest.</param>
    public void Publish(RunEventKind kind, Func<RunEvent, RunEvent>? details = null)
    {
        var stamped = new RunEvent { Time = clock.GetUtcNow(), Kind = kind };
        sink(details is null ? stamped : details(stamped));
    }

    /// <summary>Publishes the last batch of a pass, and at most one other batch every 250 ms.</summary>
    public void PublishBatch(RunEventKind kind, int batch, int batches, Func<RunEvent, RunEvent> details)
    {
        var now = clock.GetTimestamp();
        if (batch < batches && last is { } then && clock.GetElapsedTime(then, now) < Interval)
            return;
        last = now;
        Publish(kind, e => details(e) with { Batch = batch, Batches = batches });
    }

    /// <summary>Publishes that the run failed, if it can be written.</summary>
    /// <param name="failure">The exception that the caller will throw.</param>
    public void PublishFailed(Exception failure)
    {
        try
        {
            Publish(
                RunEventKind.Failed,
                said =>
                    said with
                    {
                        Message = failure is OperationCanceledException ? "interrupted" : failure.Message,
                        ExitCode = (failure as ReproException)?.ExitCode,
                    }
            );
        }
        catch (FileNotWritten)
        {
            // Ignored: the disk may be full. The caller throws the original failure.
        }
    }
}
