using Repro.Data.Prepare;
using Repro.Data.Prepare.Batches;
using Repro.Data.Prepare.Vectors;
using Repro.Experiments;
using Repro.Runs;
using Repro.Torch.Checkpoints;
using Repro.Torch.Models;

namespace Repro.Torch.Train;

/// <summary>
/// Trains an experiment from its seed: the notebook's loop, with each quirk where its protocol has it.
/// </summary>
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
    /// The model in evaluation mode, with the weights that the protocol tests, and the record of every epoch. The
    /// caller disposes the model.
    /// </returns>
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
    /// The same, going on from what an opened <paramref name="archive"/> holds, and keeping each epoch there, null
    /// nothing; within an epoch the state between two batches, each time <paramref name="interval"/> has passed and
    /// when asked to stop, null only that at its end. With <paramref name="noise"/> the initial weights are disturbed
    /// (<see cref="WeightNoise"/>).
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
