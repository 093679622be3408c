using BenchmarkDotNet.Attributes;
using Repro.Experiment;
using Repro.Prepare;
using Repro.Torch.Models;
using Repro.Torch.Train;

namespace Repro.Benchmarks.Kernels;

/// <summary>The same training step on the same batch, by a plain model and by a fast one.</summary>
public abstract class StepPair
{
    private Batch batch = null!;
    private SentimentModel plainModel = null!, fastModel = null!;
    private TrainStep plain = null!, fast = null!;

    [GlobalSetup]
    public void Prepare()
    {
        Determinism.Begin(1, Environment.ProcessorCount);
        (var spec, batch, plainModel, fastModel) = Make();
        (plain, fast) = (TrainStep.For(plainModel, spec), TrainStep.For(fastModel, spec));
    }

    [GlobalCleanup]
    public void Release()
    {
        foreach (var owned in (IDisposable[])[plain, fast, plainModel, fastModel]) owned.Dispose();
    }

    protected abstract (TrainingSpec Spec, Batch Batch, SentimentModel Plain, SentimentModel Fast) Make();

    /// <returns>The batch's loss.</returns>
    protected double Plain() => plain.Train(batch);

    /// <inheritdoc cref="Plain"/>
    protected double Fast() => fast.Train(batch);
}
