using Repro.Runs;

namespace Repro.Tests.Faults;

/// <summary>
/// A clock, for training asks it the time with every event: it does something once, in the midst of an epoch's batches.
/// </summary>
/// <param name="epoch">From 1.</param>
/// <param name="act">What it does.</param>
/// <param name="run">Whose events tell the epoch.</param>
/// <param name="time">The time it returns; by default the system's.</param>
internal sealed class EpochBegins(int epoch, Action act, RunFolder run, TimeProvider? time = null) : TimeProvider
{
    private bool done;

    public override DateTimeOffset GetUtcNow()
    {
        if (
            !done && RunEventLog.Read(run.Events).Any(e => e.Kind == RunEventKind.EpochFinished && e.Epoch == epoch - 1)
        )
        {
            done = true;
            act();
        }

        return (time ?? System).GetUtcNow();
    }
}
