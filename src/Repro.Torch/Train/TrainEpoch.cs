using Repro.Experiment;
using Repro.Prepare;
using Repro.Torch.Checkpoints;
using Repro.Torch.Models;

namespace Repro.Torch.Train;

/// <summary>One pass over the training reviews and one over the validation reviews.</summary>
internal sealed class TrainEpoch(SentimentModel model, TrainStep step, TrainingSpec spec, BucketIterators batches, RunEvents events)
{
    /// <returns>Mean losses of both passes, and those of the single training steps.</returns>
    /// <exception cref="ReproException">A loss is not a finite number (exit code 6).</exception>
    /// <exception cref="OperationCanceledException">Asked to stop, between two batches.</exception>
    public EpochLosses Run(int epoch, CancellationToken cancellation)
    {
        model.train();
        var steps = new List<double>(batches.Train.BatchCount);
        var train = Pass(RunEventKind.Training, batches.Train, step.Train, steps, epoch, cancellation);
        model.eval();
        var validation = Pass(RunEventKind.Validating, batches.Validation, step.Validate, [], epoch, cancellation);
        return new EpochLosses(train, validation, [.. steps]);
    }

    private LossMeans Pass(RunEventKind kind, BucketIterator iterator, Func<Batch, double> lossOf, List<double> losses, int epoch, CancellationToken cancellation)
    {
        var (batchMeans, examples) = (new LossMean(LossAverage.BatchMeans), new LossMean(LossAverage.Examples));
        var shown = spec.LossAverage == LossAverage.Examples ? examples : batchMeans;
        var (done, reviews, began) = (0, 0, events.Clock.GetTimestamp());
        foreach (var batch in iterator.Epoch())
        {
            cancellation.ThrowIfCancellationRequested();
            var loss = lossOf(batch);
            done++;
            reviews += batch.Size;
            if (!double.IsFinite(loss)) throw NotFinite(kind, loss, done, iterator.BatchCount, epoch);
            losses.Add(loss);
            batchMeans.Add(loss, batch.Size);
            examples.Add(loss, batch.Size);
            events.SayBatch(kind, done, iterator.BatchCount, e => Progress(e, shown.Value, reviews / events.Clock.GetElapsedTime(began).TotalSeconds) with { Epoch = epoch, Epochs = spec.MaxEpochs });
        }

        return new LossMeans(batchMeans.Value, examples.Value);
    }

    private static RunEvent Progress(RunEvent e, double loss, double speed) => e with
    {
        TrainLoss = e.Kind == RunEventKind.Training ? loss : null,
        ValidationLoss = e.Kind == RunEventKind.Validating ? loss : null,
        ReviewsPerSecond = double.IsFinite(speed) ? speed : null,
    };

    private ReproException NotFinite(RunEventKind kind, double loss, int batch, int batches, int epoch) => new(
        ExitCode.NotMeasured,
        FormattableString.Invariant($"{Words.Of(kind)} loss: {loss} at batch {batch} of {batches} in epoch {epoch}, where only a finite number can be learned from. Lower training.learning-rate, now {spec.LearningRate}."));
}
