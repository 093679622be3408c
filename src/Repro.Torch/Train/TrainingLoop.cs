using Repro.Data.Prepare.Batches;
using Repro.Experiments;
using Repro.Runs;
using Repro.Torch.Checkpoints;
using Repro.Torch.Models;

namespace Repro.Torch.Train;

/// <summary>
/// The epochs of one training. Epochs in the opened archive are replayed: their losses are observed again, but nothing
/// is computed. Each further epoch is saved there, as is the state between two batches; without an archive nothing is
/// saved.
/// </summary>
internal sealed class TrainingLoop : IDisposable
{
    private readonly ExperimentSpec spec;
    private readonly TrainingSpec training;
    private readonly SentimentModel model;
    private readonly BucketIterators batches;
    private readonly RunEvents events;
    private readonly EpochArchive? archive;
    private readonly TrainStep step;
    private readonly BatchCheckpoints checkpoints;
    private readonly TestedWeights weights;
    private readonly EarlyStopping stopping;
    private readonly History history;

    /// <param name="spec">The experiment.</param>
    /// <param name="model">Its untrained model.</param>
    /// <param name="batches">Its batches, at their initial state.</param>
    /// <param name="events">Receives the events.</param>
    /// <param name="archive">An opened archive, or null.</param>
    /// <param name="interval">Interval between saved states within an epoch; if null, states are saved only at the end
    /// of epochs.</param>
    public TrainingLoop(
        ExperimentSpec spec,
        SentimentModel model,
        BucketIterators batches,
        RunEvents events,
        EpochArchive? archive,
        TimeSpan? interval
    )
    {
        (this.spec, training, this.model, this.batches, this.events, this.archive) = (
            spec,
            spec.Training,
            model,
            batches,
            events,
            archive
        );
        step = TrainStep.For(model, training);
        checkpoints = new BatchCheckpoints(
            archive?.Batches,
            spec.Device == "cuda" ? null : interval,
            model,
            step,
            batches.Train,
            events
        );
        weights = new TestedWeights(model, training.Weights);
        stopping = new EarlyStopping(training.Patience, training.PatienceRule);
        history = new History(training.EpochLog);
    }

    /// <summary>
    /// Trains until patience or the maximum number of epochs is reached; the model then has the weights that the
    /// protocol tests.
    /// </summary>
    /// <exception cref="OperationCanceledException">Cancelled between two batches; the state is saved
    /// first.</exception>
    public TrainingHistory Run(CancellationToken cancellation)
    {
        var epochs = new TrainEpoch(model, step, training, batches, events);
        for (var epoch = Replayed() + 1; epoch <= training.MaxEpochs && !history.Stopped; epoch++)
        {
            Determinism.BeginEpoch(spec, epoch);
            var losses = epochs.Run(
                epoch,
                checkpoints.Begin(epoch, training.MaxEpochs),
                steps => checkpoints.Between(steps, cancellation)
            );
            var (train, validation) = (losses.Train, losses.Validation);
            var verdict = Observe(epoch, train, validation, losses.Kept(epoch), losses.Read);
            if (verdict.Improved)
                weights.Keep();
            archive?.Save(
                losses,
                checkpoints.Seconds,
                model,
                TrainingState.Of(step, batches.Train.Generator!),
                training.Weights == WeightsRule.BestEpoch ? stopping.BestEpoch : 0
            );
            events.Publish(
                RunEventKind.EpochFinished,
                e =>
                    Progress(e, epoch) with
                    {
                        TrainLoss = train.By(training.LossAverage),
                        ValidationLoss = validation.By(training.LossAverage),
                    }
            );
        }

        weights.Restore();
        return history.Record(stopping.BestEpoch);
    }

    public void Dispose()
    {
        weights.Dispose();
        step.Dispose();
    }

    private int Replayed()
    {
        var recorded = archive?.Epochs ?? [];
        if (recorded.Count == 0)
            return 0;
        var replayed = 0;
        while (replayed < recorded.Count && replayed < training.MaxEpochs && !history.Stopped)
        {
            var epoch = recorded[replayed++];
            Observe(replayed, epoch.Train, epoch.Validation, epoch.Steps ?? [], epoch.Read);
        }

        var goesOn = replayed < training.MaxEpochs && !history.Stopped;
        var goesOnWithin = goesOn && archive!.Batches.Recorded is not null;
        Load(replayed, withState: goesOn && !goesOnWithin);
        if (!goesOnWithin)
            events.Publish(RunEventKind.Continued, e => Progress(e, replayed));
        return replayed;
    }

    // Training resumes only after the last recorded epoch, whose state was saved.
    private void Load(int replayed, bool withState)
    {
        if (training.Weights == WeightsRule.BestEpoch)
        {
            archive!.LoadWeights(model, stopping.BestEpoch);
            weights.Keep();
        }

        archive!.LoadWeights(model, replayed);
        if (withState)
            archive.LoadState(TrainingState.Of(step, batches.Train.Generator!));
    }

    private EpochVerdict Observe(
        int epoch,
        LossMeans train,
        LossMeans validation,
        EquatableList<double> steps,
        string? read
    )
    {
        var verdict = stopping.Observe(epoch, validation.By(training.LossAverage));
        history.Add(
            epoch,
            train.By(training.LossAverage),
            validation.By(training.LossAverage),
            verdict.Stop,
            steps,
            read
        );
        return verdict;
    }

    private RunEvent Progress(RunEvent e, int epoch) => e with { Epoch = epoch, Epochs = training.MaxEpochs };
}
