using Repro.Experiment;
using Repro.Prepare;
using Repro.Torch.Models;

namespace Repro.Torch.Train;

/// <summary>Trains an experiment from its seed: the notebook's loop, with each quirk where its protocol has it.</summary>
public static class Trainer
{
    /// <summary>Makes the experiment's model and trains it until patience or the limit of epochs ends it.</summary>
    /// <param name="spec">The experiment.</param>
    /// <param name="corpus">Its prepared reviews.</param>
    /// <param name="vectors">What the embedding starts from; null exactly where the spec names none.</param>
    /// <param name="threads">Of one operation on the CPU; equal runs need an equal number.</param>
    /// <param name="events">Told about every epoch, and about batches now and then.</param>
    /// <param name="cancellation">Looked at between batches.</param>
    /// <returns>
    /// The model in evaluation mode, with the weights that the protocol tests, and the record of every epoch. The caller disposes the model.
    /// </returns>
    /// <exception cref="ReproException">See <see cref="ModelFactory.Create"/>; or a loss is not finite (exit code 6).</exception>
    public static (SentimentModel Model, TrainingHistory History) Train(
        ExperimentSpec spec, PreparedCorpus corpus, VectorMatrix? vectors, int threads, RunEvents events, CancellationToken cancellation)
    {
        Determinism.Begin(spec.Seed, threads);
        var model = ModelFactory.Create(spec, corpus.Vocabulary.Count, vectors);
        try
        {
            var history = Run(spec, model, BucketIterators.Create(corpus, spec.Batches, spec.Seed), events, cancellation);
            model.eval();
            return (model, history);
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    private static TrainingHistory Run(ExperimentSpec spec, SentimentModel model, BucketIterators batches, RunEvents events, CancellationToken cancellation)
    {
        var training = spec.Training;
        using var step = TrainStep.For(model, training);
        using var weights = new TestedWeights(model, training.Weights);
        var epochs = new TrainEpoch(model, step, training, batches, events);
        var stopping = new EarlyStopping(training.Patience, training.PatienceRule);
        var history = new History(training.EpochLog);

        for (var epoch = 1; epoch <= training.MaxEpochs && !history.Stopped; epoch++)
        {
            var (train, validation) = epochs.Run(epoch, cancellation);
            var verdict = stopping.Observe(epoch, validation);
            if (verdict.Improved) weights.Keep();
            history.Add(epoch, train, validation, verdict.Stop);
            events.Say(RunEventKind.EpochFinished, e => e with { Epoch = epoch, Epochs = training.MaxEpochs, TrainLoss = train, ValidationLoss = validation });
        }

        weights.Restore();
        return history.Record(stopping.BestEpoch);
    }
}
