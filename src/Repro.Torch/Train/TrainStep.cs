using Repro.Data.Prepare.Batches;
using Repro.Experiments;
using Repro.Torch.Kernels;
using Repro.Torch.Models;
using Repro.Torch.Serialization;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace Repro.Torch.Train;

/// <summary>One training or validation step on a batch. The loss is binary cross-entropy of the logits.</summary>
internal abstract class TrainStep(SentimentModel model) : IDisposable
{
    /// <summary>Creates the step for a model: the fast one if the model's kernel supports it.</summary>
    public static TrainStep For(SentimentModel model, TrainingSpec spec) =>
        model switch
        {
            TextCnn { Kernel: CnnKernel.Ragged } cnn => new RaggedCnnStep(cnn, spec),
            RnnBaseline { Kernel: RnnKernel.Fused } rnn => new RnnStep(rnn, spec),
            _ => new AutogradStep(model, spec),
        };

    /// <summary>One step of Adam.</summary>
    /// <returns>Mean loss of the batch before the step, in nats.</returns>
    public abstract double Train(Batch batch);

    /// <returns>Mean loss of the batch, in nats.</returns>
    public double Validate(Batch batch)
    {
        using var scope = NewDisposeScope();
        using var none = no_grad();
        return Loss(model.Predict(batch), batch).item<float>();
    }

    /// <summary>The optimiser's complete live state: read it to save, fill it to restore.</summary>
    public abstract IEnumerable<NamedArray> State { get; }

    public abstract void Dispose();

    protected static Tensor Loss(Tensor logits, Batch batch) =>
        binary_cross_entropy_with_logits(logits, tensor(batch.Labels, device: logits.device));
}

/// <summary>The plain step: libtorch's autograd and TorchSharp's Adam.</summary>
internal sealed class AutogradStep(SentimentModel model, TrainingSpec spec) : TrainStep(model)
{
    private readonly SentimentModel model = model;
    private readonly TorchSharp.Modules.Adam optimizer = optim.Adam(
        model.parameters(),
        spec.LearningRate,
        spec.Beta1,
        spec.Beta2,
        spec.Epsilon
    );

    public override double Train(Batch batch)
    {
        using var scope = NewDisposeScope();
        var tensors = BatchTensors.Create(batch, model.EmbeddingWeight.device);
        optimizer.zero_grad();
        var loss = Loss(model.call(tensors.Tokens, tensors.Lengths), batch);
        loss.backward();
        optimizer.step();
        return loss.item<float>();
    }

    public override IEnumerable<NamedArray> State =>
        model
            .named_parameters()
            .Zip(
                optimizer.state_dict().State.Cast<TorchSharp.Modules.Adam.State>(),
                (p, state) => Moments(p.name, state)
            )
            .SelectMany(arrays => arrays);

    public override void Dispose() => optimizer.Dispose();

    private static IEnumerable<NamedArray> Moments(string name, TorchSharp.Modules.Adam.State state) =>
        [
            NamedArray.Of($"{name}.step", () => state.step, steps => state.step = steps),
            NamedArray.Of($"{name}.exp_avg", state.exp_avg),
            NamedArray.Of($"{name}.exp_avg_sq", state.exp_avg_sq),
        ];
}
