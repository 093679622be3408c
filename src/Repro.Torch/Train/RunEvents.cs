using Repro.Files;
using Repro.Runs;

namespace Repro.Torch.Train;

/// <summary>
/// Stamps a run's events with the time and passes them on; events of single batches at most four times a second.
/// </summary>
/// <param name="clock">Tells the time.</param>
/// <param name="sink">Takes the events, such as a writer of <c>events.jsonl</c>; called on the training thread.</param>
public sealed class RunEvents(TimeProvider clock, Action<RunEvent> sink)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);
    private long? last;

    /// <summary>For a run that nobody follows.</summary>
    public static RunEvents Silent(TimeProvider clock) => new(clock, _ => { });

    public TimeProvider Clock => clock;

    /// <summary>Passes an event on in any case.</summary>
    /// <param name="kind">What happened.</param>
    /// <param name="details">Fills in the rest.</param>
    public void Publish(RunEventKind kind, Func<RunEvent, RunEvent>? details = null)
    {
        var stamped = new RunEvent { Time = clock.GetUtcNow(), Kind = kind };
        sink(details is null ? stamped : details(stamped));
    }

    /// <summary>Passes on the last batch of a pass, and of the others one every 250 ms.</summary>
    public void PublishBatch(RunEventKind kind, int batch, int batches, Func<RunEvent, RunEvent> details)
    {
        var now = clock.GetTimestamp();
        if (batch < batches && last is { } then && clock.GetElapsedTime(then, now) < Interval)
            return;
        last = now;
        Publish(kind, e => details(e) with { Batch = batch, Batches = batches });
    }

    /// <summary>Says that the run failed, where there is room to say it.</summary>
    /// <param name="failure">What the caller is told.</param>
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
            // The disk may be full: what failed first is what the caller is told.
        }
    }
}
