using Repro.Data.Prepare.Batches;
using Repro.Experiments;
using Repro.Torch.Kernels;
using Repro.Torch.Kernels.Convolution;
using Repro.Torch.Models;
using Repro.Torch.Serialization;
using static TorchSharp.torch;

namespace Repro.Torch.Train;

/// <summary>
/// The CNN's fast step on the CPU. Features and their gradients come from the ragged kernels, the head's from autograd,
/// and one fused Adam pass updates the touched parameters. Equal to <see cref="AutogradStep"/> up to the order of
/// additions, including dropout.
/// </summary>
internal sealed class RaggedCnnStep : TrainStep
{
    private readonly TextCnn model;
    private readonly ModelAdam adam;

    public RaggedCnnStep(TextCnn model, TrainingSpec spec)
        : base(model)
    {
        this.model = model;
        adam = new ModelAdam(model, spec, get_num_threads());
    }

    public override IEnumerable<NamedArray> State => adam.State;

    public override double Train(Batch batch)
    {
        using var scope = NewDisposeScope();
        var weights = model.Weights;
        var tokens = model.Ragged(batch);
        var features = new RaggedCnn(weights, get_num_threads()).Forward(tokens);
        var leaf = RowBuffer.Aligned(features.Values, batch.Size, weights.Features).requires_grad_();
        var loss = Loss(model.Head(leaf), batch);
        var head = autograd.grad([loss], [leaf, Parameter("fc.weight"), Parameter("fc.bias")]);
        var gradients = new RaggedCnnGradient(weights, get_num_threads()).Backward(
            tokens,
            features,
            head[0].data<float>().ToArray()
        );

        adam.NextStep();
        adam.UpdateEmbedding(tokens.Distinct, gradients.Touched, gradients.Embedding);
        for (var k = 0; k < gradients.Kernels.Length; k++)
        {
            adam.Update($"conv_{k}.weight", gradients.Kernels[k]);
            adam.Update($"conv_{k}.bias", gradients.Biases[k]);
        }

        adam.Update("fc.weight", head[1].data<float>().ToArray());
        adam.Update("fc.bias", head[2].data<float>().ToArray());
        return loss.item<float>();
    }

    /// <summary>The state is managed memory, so there is nothing to dispose.</summary>
    public override void Dispose() { }

    private TorchSharp.Modules.Parameter Parameter(string name) => model.get_parameter(name)!;
}
