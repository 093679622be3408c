using Repro.Experiment;
using Repro.Prepare;
using Repro.Torch.Kernels;
using Repro.Torch.Models;
using static TorchSharp.torch;

namespace Repro.Torch.Train;

/// <summary>
/// The CNN's fast step on the CPU. Features and their gradients come from the ragged kernels, the head's from autograd, and one fused pass of
/// Adam updates what was touched. The same step as <see cref="AutogradStep"/>'s up to the order of additions, dropout included.
/// </summary>
internal sealed class RaggedCnnStep : TrainStep
{
    private readonly TextCnn model;
    private readonly FusedAdam adam;
    private readonly RowMoments rows;
    private readonly Dictionary<string, AdamMoments> moments;
    private readonly int[] rowGradient;

    public RaggedCnnStep(TextCnn model, TrainingSpec spec)
        : base(model)
    {
        this.model = model;
        adam = new FusedAdam(spec.LearningRate, spec.Beta1, spec.Beta2, spec.Epsilon, get_num_threads());
        rows = new RowMoments((int)model.EmbeddingWeight.shape[0], (int)model.EmbeddingWeight.shape[1]);
        moments = model.named_parameters().Where(p => p.name != "embedding.weight").ToDictionary(p => p.name, p => new AdamMoments((int)p.parameter.numel()), StringComparer.Ordinal);
        rowGradient = [.. Enumerable.Repeat(-1, (int)model.EmbeddingWeight.shape[0])];
    }

    public override double Train(Batch batch)
    {
        using var scope = NewDisposeScope();
        var weights = model.Weights;
        var tokens = model.Ragged(batch);
        var features = new RaggedCnn(weights, get_num_threads()).Forward(tokens);
        var leaf = tensor(features.Values, batch.Size, weights.Features, requires_grad: true);
        var loss = Loss(model.Head(leaf), batch);
        var head = autograd.grad([loss], [leaf, Parameter("fc.weight"), Parameter("fc.bias")]);
        var gradients = new RaggedCnnGradient(weights, get_num_threads()).Backward(tokens, features, head[0].data<float>().ToArray());

        adam.NextStep();
        UpdateEmbedding(tokens, gradients);
        for (var k = 0; k < gradients.Kernels.Length; k++)
        {
            Update($"conv_{k}.weight", gradients.Kernels[k]);
            Update($"conv_{k}.bias", gradients.Biases[k]);
        }

        Update("fc.weight", head[1].data<float>().ToArray());
        Update("fc.bias", head[2].data<float>().ToArray());
        return loss.item<float>();
    }

    /// <summary>Its state is managed memory: nothing to give back.</summary>
    public override void Dispose()
    {
    }

    private TorchSharp.Modules.Parameter Parameter(string name) => model.get_parameter(name)!;

    private void Update(string name, float[] gradient) => adam.Update(CnnWeights.Memory(Parameter(name)), gradient, moments[name]);

    private void UpdateEmbedding(RaggedTokens tokens, CnnGradients gradients)
    {
        for (var i = 0; i < tokens.Distinct.Length; i++)
            rowGradient[tokens.Distinct[i]] = gradients.Touched[i] ? i * rows.Dim : -1;
        adam.UpdateRows(CnnWeights.Memory(model.EmbeddingWeight), rows, rowGradient, gradients.Embedding);
        foreach (var row in tokens.Distinct) rowGradient[row] = -1;
    }
}
