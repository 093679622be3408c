using Repro.Experiment;
using Repro.Prepare;
using Repro.Torch.Models;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace Repro.Torch.Train;

/// <summary>What is done with one batch: the model learns from it, or is asked about it. The loss is binary cross-entropy of the logits.</summary>
internal sealed class TrainStep(SentimentModel model, TrainingSpec spec) : IDisposable
{
    private readonly optim.Optimizer optimizer =
        optim.Adam(model.parameters().Where(p => p.requires_grad), spec.LearningRate, spec.Beta1, spec.Beta2, spec.Epsilon);

    /// <summary>One step of Adam.</summary>
    /// <returns>Mean loss of the batch before the step, in nats.</returns>
    public double Train(Batch batch)
    {
        using var scope = NewDisposeScope();
        optimizer.zero_grad();
        using var loss = Loss(batch);
        loss.backward();
        optimizer.step();
        return loss.item<float>();
    }

    /// <returns>Mean loss of the batch, in nats.</returns>
    public double Validate(Batch batch)
    {
        using var scope = NewDisposeScope();
        using var none = no_grad();
        return Loss(batch).item<float>();
    }

    public void Dispose() => optimizer.Dispose();

    private Tensor Loss(Batch batch)
    {
        var tensors = BatchTensors.Of(batch, model.EmbeddingWeight.device);
        return binary_cross_entropy_with_logits(model.call(tensors.Tokens, tensors.Lengths), tensors.Labels);
    }
}
