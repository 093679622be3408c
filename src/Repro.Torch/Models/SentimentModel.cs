using Repro.Data.Prepare.Batches;
using Repro.Data.Prepare.Tokens;
using Repro.Experiments;
using Repro.Torch.Kernels;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Repro.Torch.Models;

/// <summary>
/// A classifier of reviews: token ids in, one logit per review out; its sigmoid is the probability of label 1. Forward
/// passes are split at the embedding, because attribution integrates gradients there.
/// </summary>
/// <remarks>
/// Parameters have the names and shapes of the notebook's <c>state_dict()</c> and are drawn in the order in which
/// PyTorch draws them.
/// </remarks>
public abstract class SentimentModel : Module<Tensor, Tensor?, Tensor>
{
    private readonly Embedding embedding;

    /// <param name="name">Of the model, for messages.</param>
    /// <param name="vocabularySize">Rows of the embedding.</param>
    /// <param name="width">Of an embedding row.</param>
    /// <param name="trainPadding">False keeps the row of <c>&lt;pad&gt;</c> at zero and without gradient (PyTorch's
    /// <c>padding_idx</c>).</param>
    protected SentimentModel(string name, int vocabularySize, int width, bool trainPadding)
        : base(name)
    {
        embedding = nn.Embedding(vocabularySize, width, trainPadding ? null : Vocabulary.Padding);
        register_module("embedding", embedding);
    }

    /// <summary>How <see cref="Embed"/> takes tokens.</summary>
    public abstract BatchLayout Layout { get; }

    /// <summary>float32 [vocabulary, width].</summary>
    public Parameter EmbeddingWeight => embedding.get_parameter("weight")!;

    /// <summary>Looks the tokens up.</summary>
    /// <param name="tokens">int64, shaped by <see cref="Layout"/>: [length, batch] or [batch, length].</param>
    /// <returns>float32 [length, batch, width] or [batch, length, width].</returns>
    public Tensor Embed(Tensor tokens) => embedding.forward(tokens);

    /// <summary>Everything behind the embedding.</summary>
    /// <param name="embedded">What <see cref="Embed"/> gives.</param>
    /// <param name="lengths">int64 [batch] on the CPU, each 1 … length; null where every review fills its row.</param>
    /// <returns>Logits, float32 [batch].</returns>
    public abstract Tensor ForwardEmbedded(Tensor embedded, Tensor? lengths);

    /// <inheritdoc cref="ForwardEmbedded"/>
    /// <param name="tokens">See <see cref="Embed"/>.</param>
    /// <param name="lengths">As there.</param>
    public sealed override Tensor forward(Tensor tokens, Tensor? lengths)
    {
        using var scope = NewDisposeScope();
        return ForwardEmbedded(Embed(tokens), lengths).MoveToOuterDisposeScope();
    }

    /// <summary>
    /// Makes what the kernels read of a batch, ahead of its step: on any thread, while another batch is trained on or
    /// predicted. A batch that was not assembled is when its step begins.
    /// </summary>
    public virtual void Assemble(Batch batch) => batch.Padded();

    /// <summary>
    /// One batch's logits, without gradients, by the fastest kernel. Drops nothing unless the model is in training
    /// mode.
    /// </summary>
    /// <returns>float32 [batch], on the model's device.</returns>
    public virtual Tensor Predict(Batch batch)
    {
        using var scope = NewDisposeScope();
        using var none = no_grad();
        var tensors = BatchTensors.Of(batch, EmbeddingWeight.device);
        return call(tensors.Tokens, tensors.Lengths).MoveToOuterDisposeScope();
    }

    /// <summary>
    /// The gradient of an output by the embedded tokens, averaged over a path, by a kernel of the model's own; null
    /// where it has none. Drops nothing.
    /// </summary>
    /// <param name="path">Of one sentence.</param>
    /// <param name="slope">The output's derivative by the logit, at a logit.</param>
    internal virtual PathGradient? GradientAlong(StraightPath path, Func<double, double> slope) => null;

    /// <summary>
    /// Which implementation a part with a plain and a fast one runs on here: <c>rnn</c> → <c>unpacked</c>.
    /// </summary>
    public abstract IReadOnlyDictionary<string, string> Kernels { get; }
}
