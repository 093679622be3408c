using BenchmarkDotNet.Attributes;
using Repro.Data.Prepare.Batches;
using Repro.Experiments;
using Repro.Torch.Models;
using Repro.Torch.Train;

namespace Repro.Benchmarks.Kernels;

/// <summary>The same training steps, Adam included, on the same batches by several versions of a model.</summary>
public abstract class Steps
{
    private readonly List<IDisposable> owned = [];
    private IReadOnlyList<Batch> batches = [];

    [GlobalSetup]
    public void Prepare()
    {
        Determinism.Begin(1, Environment.ProcessorCount);
        batches = Make();
    }

    [GlobalCleanup]
    public void Release() => owned.ForEach(o => o.Dispose());

    /// <summary>Makes the models, then the batches.</summary>
    protected abstract IReadOnlyList<Batch> Make();

    /// <summary>
    /// A model's step in the state after the first epoch, when every word has been seen. Both are disposed at the end.
    /// </summary>
    private protected TrainStep StepOf(SentimentModel model, TrainingSpec spec)
    {
        model.train();
        var step = TrainStep.For(model, spec);
        foreach (var touched in step.State.Where(array => array.Name == "embedding.weight.touched"))
            touched.Visit(block => block.Fill(1));
        owned.AddRange([step, model]);
        return step;
    }

    /// <returns>Sum of the batches' losses.</returns>
    private protected double Train(TrainStep step) => batches.Sum(step.Train);
}
