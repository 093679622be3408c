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
/// The RNN's fast step on the CPU: recurrent layers by <see cref="FusedRnn"/>, the head by autograd, one fused Adam
/// pass. Equal to <see cref="AutogradStep"/> up to the order of additions, including dropout.
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

    /// <summary>The state is managed memory or belongs to the model, so there is nothing to dispose.</summary>
    public override void Dispose() { }

    // The row of <pad> is not trained, even if a review contains that word.
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
