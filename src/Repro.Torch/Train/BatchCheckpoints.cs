using Repro.Data.Prepare.Batches;
using Repro.Randomness;
using Repro.Runs;
using Repro.Torch.Checkpoints;
using Repro.Torch.Models;
using Repro.Torch.Serialization;

namespace Repro.Torch.Train;

/// <summary>
/// Saves the state of a training between two batches, whenever the interval has passed and on cancellation, and resumes
/// from it.
/// </summary>
/// <remarks>
/// Only on the CPU. The state of a GPU's generator cannot be read through TorchSharp, and reseeding it at a checkpoint
/// would make the numbers depend on its timing; there the epoch, which takes seconds, starts again.
/// Checkpoints/README.md explains why resumed training is bitwise equal, and what it costs.
/// </remarks>
/// <param name="archive">An opened archive; null to save nothing.</param>
/// <param name="interval">If null, nothing is saved, but training still resumes from a saved state.</param>
/// <param name="model">The model to train.</param>
/// <param name="step">The training step.</param>
/// <param name="train">The training batches.</param>
/// <param name="events">Receives the event that training resumes.</param>
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

    /// <summary>Seconds the epoch has taken so far, including earlier processes.</summary>
    public double Seconds => earlier + events.Clock.GetElapsedTime(began).TotalSeconds;

    /// <summary>
    /// Call before each epoch, with the model and the generators in the state at the end of the previous one.
    /// </summary>
    /// <returns>Losses of the batches already completed; the model and the generators are set to the state after
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

    /// <summary>Call between two batches of the training or validation pass.</summary>
    /// <param name="losses">Losses of the epoch's training steps so far.</param>
    /// <param name="cancellation">Cancels training.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
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

    // The batch-order generator is saved in its state at the start of the epoch: drawing the order again and skipping
    // the completed batches gives the rest.
    private IEnumerable<NamedArray> State(PythonRandom order) =>
        [.. Checkpoint.Weights(model), .. TrainingState.Of(step, order)];
}
