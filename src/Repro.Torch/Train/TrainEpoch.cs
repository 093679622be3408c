using System.Globalization;
using Repro.Data.Prepare.Batches;
using Repro.Experiments;
using Repro.Runs;
using Repro.Torch.Checkpoints;
using Repro.Torch.Models;

namespace Repro.Torch.Train;

/// <summary>One pass over the training reviews and one over the validation reviews.</summary>
internal sealed class TrainEpoch(
    SentimentModel model,
    TrainStep step,
    TrainingSpec spec,
    BucketIterators batches,
    RunEvents events
)
{
    /// <param name="epoch">From 1.</param>
    /// <param name="done">Losses of training steps already completed by an earlier process; empty at the start of an
    /// epoch.</param>
    /// <param name="between">Called before every batch of either pass, with the losses of the training steps so far;
    /// may throw to end training.</param>
    /// <returns>Mean losses of both passes, and those of the single training steps.</returns>
    /// <exception cref="ReproException">A loss, a weight or a number in the optimiser's state is not finite (exit code
    /// 6).</exception>
    public EpochLosses Run(int epoch, IReadOnlyList<double> done, Action<IReadOnlyList<double>> between)
    {
        using var read = new BatchDigest();
        model.train();
        var steps = new List<double>(batches.Train.BatchCount);
        var train = Pass(
            RunEventKind.Training,
            batches.Train,
            batch => steps.Count < done.Count ? done[steps.Count] : step.Train(batch),
            steps,
            done.Count,
            epoch,
            read,
            () => between(steps)
        );
        if (FiniteNumbers.FirstOther(model, step) is { } array)
            throw new ReproException(
                ExitCode.NotMeasured,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"training: {array} has numbers that are not finite after batch {steps.Count} of "
                        + $"{batches.Train.BatchCount} in epoch {epoch}. Lower training.learning-rate, now "
                        + $"{spec.LearningRate}."
                )
            );
        model.eval();
        var validation = Pass(
            RunEventKind.Validating,
            batches.Validation,
            step.Validate,
            [],
            0,
            epoch,
            read,
            () => between(steps)
        );
        return new EpochLosses(train, validation, [.. steps], read.Take());
    }

    private LossMeans Pass(
        RunEventKind kind,
        BucketIterator iterator,
        Func<Batch, double> lossOf,
        List<double> losses,
        int done,
        int epoch,
        BatchDigest read,
        Action between
    )
    {
        var (batchMeans, examples) = (new LossMean(LossAverage.BatchMeans), new LossMean(LossAverage.Examples));
        var shown = spec.LossAverage == LossAverage.Examples ? examples : batchMeans;
        var (reviews, began) = (0, events.Clock.GetTimestamp());
        foreach (var batch in iterator.Epoch(model.Assemble))
        {
            between();
            read.Add(batch);
            var loss = lossOf(batch);
            losses.Add(loss);
            if (!double.IsFinite(loss))
                throw NotFinite(kind, loss, losses.Count, iterator.BatchCount, epoch);
            batchMeans.Add(loss, batch.Size);
            examples.Add(loss, batch.Size);
            if (losses.Count <= done)
                continue; // Nobody waited for it.
            reviews += batch.Size;
            events.PublishBatch(
                kind,
                losses.Count,
                iterator.BatchCount,
                e =>
                    Progress(e, shown.Value, reviews / events.Clock.GetElapsedTime(began).TotalSeconds) with
                    {
                        Epoch = epoch,
                        Epochs = spec.MaxEpochs,
                    }
            );
        }

        return new LossMeans(batchMeans.Value, examples.Value);
    }

    private static RunEvent Progress(RunEvent e, double loss, double speed) =>
        e with
        {
            TrainLoss = e.Kind == RunEventKind.Training ? loss : null,
            ValidationLoss = e.Kind == RunEventKind.Validating ? loss : null,
            ReviewsPerSecond = double.IsFinite(speed) ? speed : null,
        };

    private ReproException NotFinite(RunEventKind kind, double loss, int batch, int batches, int epoch) =>
        new(
            ExitCode.NotMeasured,
            string.Create(
                CultureInfo.InvariantCulture,
                $"{Words.Of(kind)} loss: {loss} at batch {batch} of {batches} in epoch {epoch}, but must be "
                    + $"finite. Lower training.learning-rate, now {spec.LearningRate}."
            )
        );
}
