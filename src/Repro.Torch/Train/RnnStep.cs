using Repro.Data.Prepare.Batches;
using Repro.Data.Prepare.Tokens;
using Repro.Experiments;
using Repro.Torch.Kernels.Recurrent;
using Repro.Torch.Libtorch;
using Repro.Torch.Models;
using Repro.Torch.Serialization;
using static TorchSharp.torch;

namespace Repro.Torch.Train;

/// <summary>
/// The RNN's fast step on the CPU: recurrent layers by <see cref="FusedRnn"/>, the head by autograd, one fused pass of
/// Adam. The same step as
/// <see cref="AutogradStep"/>'s up to the order of additions, dropout included.
/// </summary>
internal sealed class RnnStep(RnnBaseline model, TrainingSpec spec) : TrainStep(model)
{
    private readonly ModelAdam adam = new(model, spec, get_num_threads());
    private float[] embedding = [];

    public override IEnumerable<NamedArray> State => adam.State;

    public override double Train(Batch batch)
    {
        using var scope = NewDisposeScope();
        var tokens = model.Packed(batch);
        var states = model.States(tokens);
        var leaf = states.requires_grad_();
        var loss = Loss(model.Head(leaf), batch);
        var head = autograd.grad([loss], [leaf, model.get_parameter("fc.weight")!, model.get_parameter("fc.bias")!]);
        model.Fused.Backward(tokens.Reviews, head[0].data<float>().ToArray());

        adam.NextStep();
        UpdateEmbedding(tokens);
        foreach (var (name, gradient) in model.Fused.Gradients())
            adam.Update($"rnn.{name}", TensorMemory.Of(gradient));
        adam.Update("fc.weight", TensorMemory.Of(head[1].contiguous()));
        adam.Update("fc.bias", TensorMemory.Of(head[2].contiguous()));
        return loss.item<float>();
    }

    /// <summary>Its state is managed memory, and the model's: nothing to give back.</summary>
    public override void Dispose() { }

    // The row of <pad> is not trained, even where a review has that word.
    private void UpdateEmbedding(PackedTokens tokens)
    {
        var width = (int)model.EmbeddingWeight.shape[1];
        var count = tokens.Distinct.Length * width;
        if (embedding.Length < count)
            embedding = new float[count];
        else
            Array.Clear(embedding, 0, count);
        for (var row = 0; row < tokens.Places.Length; row++)
            model.Fused.AddTokenGradient(tokens.Reviews, row, embedding.AsSpan(tokens.Places[row] * width, width));
        adam.UpdateEmbedding(
            tokens.Distinct,
            Array.ConvertAll(tokens.Distinct, token => token != Vocabulary.Padding),
            embedding
        );
    }
}
