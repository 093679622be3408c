using Repro.Experiments;
using Repro.Torch.Kernels;
using Repro.Torch.Libtorch;
using Repro.Torch.Models;
using Repro.Torch.Serialization;

namespace Repro.Torch.Train;

/// <summary>
/// Adam over a model's parameters in place (CPU). The embedding is updated only in rows touched by a batch, all other
/// parameters fully. Equal to dense Adam.
/// </summary>
internal sealed class ModelAdam
{
    private const string Embedding = "embedding.weight";

    private readonly SentimentModel model;
    private readonly FusedAdam adam;
    private readonly RowMoments rows;
    private readonly Dictionary<string, AdamMoments> moments;
    private readonly int[] rowGradient;

    /// <param name="model">On the CPU.</param>
    /// <param name="spec">Step size and decay rates.</param>
    /// <param name="threads">Threads for updating the embedding's rows; results do not depend on it.</param>
    public ModelAdam(SentimentModel model, TrainingSpec spec, int threads)
    {
        this.model = model;
        adam = new FusedAdam(spec.LearningRate, spec.Beta1, spec.Beta2, spec.Epsilon, threads);
        rows = new RowMoments((int)model.EmbeddingWeight.shape[0], (int)model.EmbeddingWeight.shape[1]);
        moments = model
            .named_parameters()
            .Where(p => p.name != Embedding)
            .ToDictionary(p => p.name, p => new AdamMoments((int)p.parameter.numel()), StringComparer.Ordinal);
        rowGradient = [.. Enumerable.Repeat(-1, (int)model.EmbeddingWeight.shape[0])];
    }

    /// <summary>
    /// The complete state, live: read it to save, fill it to restore. Moments are named as PyTorch names them:
    /// <c>fc.weight.exp_avg</c>,
    /// <c>fc.weight.exp_avg_sq</c>.
    /// </summary>
    public IEnumerable<NamedArray> State =>
        [
            NamedArray.Of("step", () => adam.Step, step => adam.Step = (int)step),
            .. moments.SelectMany(m => Moments(m.Key, m.Value, model.get_parameter(m.Key)!.shape)),
            // Before its moments, which are stored only for touched rows.
            NamedArray.Of($"{Embedding}.touched", rows.Touched),
            new NamedArray($"{Embedding}.exp_avg", "F32", model.EmbeddingWeight.shape, rows.VisitFirst),
            new NamedArray($"{Embedding}.exp_avg_sq", "F32", model.EmbeddingWeight.shape, rows.VisitSecond),
        ];

    /// <summary>Starts the next step; the following updates belong to it.</summary>
    public void NextStep() => adam.NextStep();

    /// <summary>Updates a parameter other than the embedding.</summary>
    /// <param name="name">Name in <c>named_parameters()</c>.</param>
    /// <param name="gradient">As many values as the parameter has.</param>
    public void Update(string name, ReadOnlySpan<float> gradient) =>
        adam.Update(TensorMemory.Of(model.get_parameter(name)!), gradient, moments[name]);

    /// <summary>
    /// Updates the embedding; rows without a gradient are updated with a zero gradient if they ever had one.
    /// </summary>
    /// <param name="distinct"><c>int32 [distinct]</c>: rows, each once.</param>
    /// <param name="touched"><c>bool [distinct]</c>: whether the row has a gradient; false for an untrained
    /// row.</param>
    /// <param name="gradients"><c>float32 [distinct, width]</c>.</param>
    public void UpdateEmbedding(ReadOnlySpan<int> distinct, ReadOnlySpan<bool> touched, float[] gradients)
    {
        for (var i = 0; i < distinct.Length; i++)
            rowGradient[distinct[i]] = touched[i] ? i * rows.Dim : -1;
        adam.UpdateRows(TensorMemory.Of(model.EmbeddingWeight), rows, rowGradient, gradients);
        foreach (var row in distinct)
            rowGradient[row] = -1;
    }

    private static IEnumerable<NamedArray> Moments(string name, AdamMoments moments, long[] shape) =>
        [
            NamedArray.Of($"{name}.exp_avg", moments.First, shape),
            NamedArray.Of($"{name}.exp_avg_sq", moments.Second, shape),
        ];
}
