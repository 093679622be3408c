using Repro.Data.Prepare.Batches;
using Repro.Randomness;
using Repro.Runs;
using Repro.Torch.Checkpoints;
using Repro.Torch.Models;
using Repro.Torch.Serialization;

namespace Repro.Torch.Train;

/// <summary>
/// Keeps the state of a training between two batches, each time the interval has passed and when it is asked to stop,
/// and goes on from there.
/// </summary>
/// <remarks>
/// On the CPU alone. The state of a GPU's generator cannot be read through TorchSharp, and seeding it anew at a
/// checkpoint would make the numbers depend on the moment; there an epoch, which takes seconds, begins again.
/// Checkpoints/README.md says why the rest is equal, and what it costs.
/// </remarks>
/// <param name="archive">Opened; null keeps nothing.</param>
/// <param name="interval">Null keeps nothing, but goes on from what was kept.</param>
/// <param name="model">That is trained.</param>
/// <param name="step">That trains it.</param>
/// <param name="train">The training batches.</param>
/// <param name="events">Told where training goes on.</param>
internal sealed class BatchCheckpoints(
    BatchArchive? archive,
    TimeSpan? interval,
    SentimentModel model,
    TrainStep step,
    BucketIterator train,
    RunEvents events
)
{
    private PythonRandom order = train.Generator!;
    private int epoch,
        kept;
    private double earlier;
    private long began,
        last;

    /// <summary>That the epoch has taken so far, in this process and the ones before it.</summary>
    public double Seconds => earlier + events.Clock.GetElapsedTime(began).TotalSeconds;

    /// <summary>Call before each epoch, with the model and the generators as the one before left them.</summary>
    /// <returns>Losses of the batches that are done already; the model and the generators are then as these left
    /// them.</returns>
    public IReadOnlyList<double> Begin(int epoch, int epochs)
    {
        var (done, seconds) =
            archive?.Recorded is { } recorded && recorded.Epoch == epoch
                ? (archive.Load(State(train.Generator!)), recorded.Seconds)
                : ([], 0);
        if (done.Length > 0)
            events.Publish(
                RunEventKind.Continued,
                e => e with { Epoch = epoch, Epochs = epochs, Batch = done.Length, Batches = train.BatchCount }
            );
        (this.epoch, kept, earlier, order) = (epoch, done.Length, seconds, train.Generator!.Clone());
        began = last = events.Clock.GetTimestamp();
        return done;
    }

    /// <summary>Call between two batches of either pass.</summary>
    /// <param name="losses">Of the epoch's training steps so far.</param>
    /// <param name="cancellation">Asks to stop.</param>
    /// <exception cref="OperationCanceledException">Asked to stop.</exception>
    public void Between(IReadOnlyList<double> losses, CancellationToken cancellation)
    {
        if (
            archive is not null
            && interval is { } due
            && losses.Count > kept
            && (cancellation.IsCancellationRequested || events.Clock.GetElapsedTime(last) >= due)
        )
        {
            archive.Save(epoch, losses, Seconds, State(order));
            (kept, last) = (losses.Count, events.Clock.GetTimestamp());
        }

        cancellation.ThrowIfCancellationRequested();
    }

    // The generator of the batches' order is that of the epoch's beginning: drawing the order again and passing over
    // what is done gives the rest.
    private IEnumerable<NamedArray> State(PythonRandom order) =>
        [.. Checkpoint.Weights(model), .. TrainingState.Of(step, order)];
}
