using Repro.Experiment;
using Repro.Prepare;
using Repro.Torch.Checkpoints;
using Repro.Torch.Models;

namespace Repro.Torch.Train;

/// <summary>
/// The epochs of one training. Those that the opened archive holds are replayed: their losses are observed again, and nothing is computed.
/// Each further one is kept there; without an archive, none.
/// </summary>
internal sealed class TrainingLoop(ExperimentSpec spec, SentimentModel model, BucketIterators batches, RunEvents events, EpochArchive? archive) : IDisposable
{
    private readonly TrainingSpec training = spec.Training;
    private readonly TrainStep step = TrainStep.For(model, spec.Training);
    private readonly TestedWeights weights = new(model, spec.Training.Weights);
    private readonly EarlyStopping stopping = new(spec.Training.Patience, spec.Training.PatienceRule);
    private readonly History history = new(spec.Training.EpochLog);

    /// <summary>Trains until patience or the limit of epochs; the model then has the weights that the protocol tests.</summary>
    public TrainingHistory Run(CancellationToken cancellation)
    {
        var epochs = new TrainEpoch(model, step, training, batches, events);
        for (var epoch = Replayed() + 1; epoch <= training.MaxEpochs && !history.Stopped; epoch++)
        {
            var began = events.Clock.GetTimestamp();
            Determinism.BeginEpoch(spec, epoch);
            var losses = epochs.Run(epoch, cancellation);
            var (train, validation) = (losses.Train, losses.Validation);
            var verdict = Observe(epoch, train, validation, losses.Kept(epoch));
            if (verdict.Improved) weights.Keep();
            archive?.Save(losses, events.Clock.GetElapsedTime(began).TotalSeconds, model, TrainingState.Of(step, batches), training.Weights == WeightsRule.BestEpoch ? stopping.BestEpoch : 0);
            events.Say(RunEventKind.EpochFinished, e => Progress(e, epoch) with { TrainLoss = train.By(training.LossAverage), ValidationLoss = validation.By(training.LossAverage) });
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
        if (recorded.Count == 0) return 0;
        var replayed = 0;
        while (replayed < recorded.Count && replayed < training.MaxEpochs && !history.Stopped)
        {
            var epoch = recorded[replayed++];
            Observe(replayed, epoch.Train, epoch.Validation, epoch.Steps ?? []);
        }

        Load(replayed, goesOn: replayed < training.MaxEpochs && !history.Stopped);
        events.Say(RunEventKind.Continued, e => Progress(e, replayed));
        return replayed;
    }

    // Training goes on only behind the last recorded epoch, the one whose state was kept.
    private void Load(int replayed, bool goesOn)
    {
        if (training.Weights == WeightsRule.BestEpoch)
        {
            archive!.LoadWeights(model, stopping.BestEpoch);
            weights.Keep();
        }

        archive!.LoadWeights(model, replayed);
        if (goesOn) archive.LoadState(TrainingState.Of(step, batches));
    }

    private EpochVerdict Observe(int epoch, LossMeans train, LossMeans validation, EquatableList<double> steps)
    {
        var verdict = stopping.Observe(epoch, validation.By(training.LossAverage));
        history.Add(epoch, train.By(training.LossAverage), validation.By(training.LossAverage), verdict.Stop, steps);
        return verdict;
    }

    private RunEvent Progress(RunEvent e, int epoch) => e with { Epoch = epoch, Epochs = training.MaxEpochs };
}
