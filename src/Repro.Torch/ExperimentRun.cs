using Repro.Data.Inputs;
using Repro.Data.Prepare.Batches;
using Repro.Data.Prepare.Tokens;
using Repro.Experiments;
using Repro.Files;
using Repro.Runs;
using Repro.Torch.Attribution;
using Repro.Torch.Checkpoints;
using Repro.Torch.Evaluate;
using Repro.Torch.Models;
using Repro.Torch.Train;

namespace Repro.Torch;

/// <summary>
/// Runs one experiment from its inputs to its files: train → evaluate → attribute. A step is skipped if the run folder
/// already has its undamaged result for the same spec, inputs and program; otherwise it is run again.
/// </summary>
/// <param name="spec">The experiment.</param>
/// <param name="folder">Folder for its files.</param>
/// <param name="inputs">Its inputs.</param>
/// <param name="surroundings">Environment of the run.</param>
/// <param name="own">Models and quantities of another assignment; null for the notebook.</param>
public sealed class ExperimentRun(
    ExperimentSpec spec,
    RunFolder folder,
    ExperimentInputs inputs,
    RunSurroundings surroundings,
    OwnParts? own = null
)
{
    private readonly RunMarker marker = FinishedTraining.MarkerOf(folder, spec, inputs, surroundings);

    public ExperimentSpec Spec => spec;

    /// <summary>
    /// Trains and tests the run, if necessary; it then has weights, history, predictions and metrics.
    /// </summary>
    /// <exception cref="OperationCanceledException">Cancelled; the training so far is saved, and the next call resumes
    /// from it.</exception>
    public RunFolder EnsureTrained(CancellationToken cancellation = default)
    {
        if (marker.IsTrained)
            return folder;
        return Alone(Train, cancellation);

        void Train()
        {
            if (marker.IsTrained)
                return; // By the process that was waited for.
            cancellation.ThrowIfCancellationRequested();
            marker.Remove();
            Logged(events =>
            {
                if (FinishedTraining.Take(spec, folder, inputs, surroundings) is { } other)
                    events.Publish(
                        RunEventKind.Started,
                        e => e with { Message = $"as trained and tested in {other.Root}, with other attributions" }
                    );
                else
                    TrainAndTest(events, cancellation);
            });
        }
    }

    /// <summary>Also attributes the spec's sentences, if necessary.</summary>
    /// <exception cref="ReproException">A sentence is too long for its reference; checked before training (exit code
    /// 2).</exception>
    public RunFolder EnsureAttributed(CancellationToken cancellation = default)
    {
        SentenceLength.Check(spec.Attribution, spec.Attribution.Sentences);
        EnsureTrained(cancellation);
        if (marker.Covers(folder.Attributions))
            return folder;
        return Alone(AttributeOnce, cancellation);

        void AttributeOnce()
        {
            if (marker.Covers(folder.Attributions))
                return;
            Logged(events =>
            {
                SafeFile.WriteJson(folder.Attributions, Attribute(spec.Attribution, events, cancellation));
                marker.Write();
                events.Publish(RunEventKind.Completed);
            });
        }
    }

    /// <summary>
    /// Attributes the user's own sentences with the trained run. The table is stored beside the run's own but is not
    /// part of the run.
    /// </summary>
    /// <exception cref="ReproException">A sentence is too long for its reference; checked before training (exit code
    /// 2).</exception>
    public RunFolder AttributeSentences(
        IReadOnlyList<LabelledSentence> sentences,
        CancellationToken cancellation = default
    )
    {
        SentenceLength.Check(spec.Attribution, sentences);
        EnsureTrained(cancellation);
        File.Delete(folder.OwnAttributions);
        if (sentences.Count == 0)
            return folder;
        return Alone(() => Logged(AttributeOwn), cancellation);

        void AttributeOwn(RunEvents events)
        {
            SafeFile.WriteJson(
                folder.OwnAttributions,
                Attribute(spec.Attribution with { Sentences = [.. sentences] }, events, cancellation)
            );
            events.Publish(RunEventKind.Completed);
        }
    }

    /// <summary>Runs work that writes to the folder or needs many cores, under the locks for both.</summary>
    private RunFolder Alone(Action work, CancellationToken cancellation)
    {
        using var alone = surroundings.Locks?.Take(
            folder.Lock,
            $"{spec.Name()}, seed {spec.Seed}, in {folder.Root}",
            cancellation
        );
        using var cores =
            spec.Device == "cpu" ? surroundings.Cores?.Take(surroundings.Environment.Threads, cancellation) : null;
        work();
        return folder;
    }

    private void Logged(Action<RunEvents> work)
    {
        using var log = new RunEventLog(folder.Events);
        var events = new RunEvents(surroundings.Clock, log.Add);
        try
        {
            work(events);
        }
        catch (Exception e)
        {
            events.PublishFailed(e);
            throw;
        }
    }

    private void TrainAndTest(RunEvents events, CancellationToken cancellation)
    {
        var started = surroundings.Clock.GetUtcNow();
        var arithmetic = surroundings.ArithmeticOf(ArithmeticDigest.Measure(spec, surroundings.Environment.Threads));
        SafeFile.WriteJson(folder.Spec, spec);
        var archive = new EpochArchive(
            folder.Checkpoint,
            Trajectory.Of(spec, inputs, surroundings.Environment, surroundings.Program, arithmetic),
            spec.Name(),
            surroundings.Commit
        );
        var startsOver = archive.Open([
            .. Enum.GetValues<ProtocolKind>()
                .SelectMany(protocol => folder.Siblings(spec with { Protocol = protocol }))
                .Select(run => run.Checkpoint),
        ]);
        events.Publish(RunEventKind.Started, said => said with { Message = startsOver });
        var stages = new StageTimes(surroundings.Clock);
        var (model, history) = stages.Time(
            "train",
            () =>
                Trainer.Train(
                    spec,
                    inputs.Corpus,
                    inputs.Vectors,
                    surroundings.Environment.Threads,
                    events,
                    archive,
                    surroundings.CheckpointInterval,
                    cancellation,
                    own?.Models,
                    surroundings.Noise
                )
        );
        using (model)
        {
            SafeFile.WriteJson(folder.History, history);
            Checkpoint.Save(model, folder.Weights);
            var scores = stages.Time("test", () => Test(model, events, cancellation));
            var predictions = scores.Predictions();
            SafeFile.WriteJson(folder.Predictions, predictions);
            var metrics = RunQuantities.Measure(
                spec,
                inputs,
                history,
                scores,
                own?.Quantities?.Invoke(spec, predictions)
            );
            SafeFile.WriteJson(folder.Metrics, metrics);
            TensorBoardLog.Write(folder.TensorBoard, history, metrics);
            SafeFile.WriteJson(
                folder.Manifest,
                RunManifests.Create(spec, inputs, surroundings, started, arithmetic, model, stages)
            );
        }

        marker.Write();
        archive.Finish();
    }

    private Scores Test(SentimentModel model, RunEvents events, CancellationToken cancellation)
    {
        var batches = BucketIterators.Create(inputs.Corpus, spec.Batches, spec.Seed).Test;
        return Scores.Collect(
            model,
            batches,
            done =>
            {
                cancellation.ThrowIfCancellationRequested();
                events.PublishBatch(RunEventKind.Testing, done, batches.BatchCount, said => said);
            }
        );
    }

    // cuDNN's LSTM has no backward pass in evaluation mode, so sentences are always attributed on the CPU.
    private AttributionTable Attribute(AttributionSpec attribution, RunEvents events, CancellationToken cancellation)
    {
        Determinism.Begin(spec.Seed, surroundings.Environment.Threads);
        using var model = ModelFactory.Create(
            spec with
            {
                Device = "cpu",
            },
            inputs.Corpus.Vocabulary.Count,
            inputs.Vectors,
            own?.Models
        );
        Checkpoint.Load(model, folder.Weights);
        return AttributionTables.Build(
            model,
            inputs.Corpus.Vocabulary,
            inputs.Corpus.Labels,
            attribution,
            done =>
            {
                cancellation.ThrowIfCancellationRequested();
                events.PublishBatch(RunEventKind.Attributing, done, attribution.Sentences.Count, said => said);
            }
        );
    }
}
