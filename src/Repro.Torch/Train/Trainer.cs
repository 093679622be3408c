using Repro.Data.Prepare;
using Repro.Data.Prepare.Batches;
using Repro.Data.Prepare.Vectors;
using Repro.Experiments;
using Repro.Runs;
using Repro.Torch.Checkpoints;
using Repro.Torch.Models;

namespace Repro.Torch.Train;

/// <summary>Trains an experiment from its seed: the notebook's loop with the quirks of the protocol.</summary>
public static class Trainer
{
    /// <summary>
    /// Creates the experiment's model and trains it until patience or the maximum number of epochs is reached.
    /// </summary>
    /// <param name="spec">The experiment.</param>
    /// <param name="corpus">Its prepared reviews.</param>
    /// <param name="vectors">Initial vectors of the embedding; null if and only if the spec has none.</param>
    /// <param name="threads">Threads per operation on the CPU; equal runs need an equal number.</param>
    /// <param name="events">Receives an event for every epoch and for some batches.</param>
    /// <param name="cancellation">Checked between batches.</param>
    /// <returns>The model in evaluation mode, with the weights that the protocol tests, and the record of every epoch.
    /// The caller disposes the model.</returns>
    /// <exception cref="ReproException">See <see cref="ModelFactory.Create"/>; or a loss is not finite (exit code
    /// 6).</exception>
    public static (SentimentModel Model, TrainingHistory History) Train(
        ExperimentSpec spec,
        PreparedCorpus corpus,
        VectorMatrix? vectors,
        int threads,
        RunEvents events,
        CancellationToken cancellation
    ) => Train(spec, corpus, vectors, threads, events, archive: null, interval: null, cancellation);

    /// <summary>
    /// The same, but resumes from an opened <paramref name="archive"/> and saves each epoch there (null to save
    /// nothing). Within an epoch the state is saved whenever <paramref name="interval"/> has passed and on
    /// cancellation; if null, only at the end of epochs. With <paramref name="noise"/> the initial weights are
    /// disturbed (<see cref="WeightNoise"/>).
    /// </summary>
    internal static (SentimentModel Model, TrainingHistory History) Train(
        ExperimentSpec spec,
        PreparedCorpus corpus,
        VectorMatrix? vectors,
        int threads,
        RunEvents events,
        EpochArchive? archive,
        TimeSpan? interval,
        CancellationToken cancellation,
        ModelMaker? models = null,
        RoundingNoise? noise = null
    )
    {
        Determinism.Begin(spec.Seed, threads);
        var model = ModelFactory.Create(spec, corpus.Vocabulary.Count, vectors, models);
        try
        {
            if (noise is not null)
                WeightNoise.Add(model, noise);
            using var loop = new TrainingLoop(
                spec,
                model,
                BucketIterators.Create(corpus, spec.Batches, spec.Seed),
                events,
                archive,
                interval
            );
            var history = loop.Run(cancellation);
            model.eval();
            return (model, history);
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }
}
