using Repro.Data.Prepare.Batches;
using Repro.Data.Prepare.Tokens;
using Repro.Experiments;
using Repro.Torch.Kernels;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Repro.Torch.Models;

/// <summary>
/// A classifier of reviews: token ids in, one logit per review out; its sigmoid is the probability of label 1. The
/// forward pass is split at the embedding because attribution integrates gradients there.
/// </summary>
/// <remarks>
/// Parameters have the names and shapes of the notebook's <c>state_dict()</c> and are initialised in PyTorch's order.
/// </remarks>
public abstract class SentimentModel : Module<Tensor, Tensor?, Tensor>
{
    private readonly Embedding embedding;

    /// <param name="name">Name of the model, for messages.</param>
    /// <param name="vocabularySize">Rows of the embedding.</param>
    /// <param name="width">Width of an embedding row.</param>
    /// <param name="trainPadding">If false, the row of <c>&lt;pad&gt;</c> stays zero and has no gradient (PyTorch's
    /// <c>padding_idx</c>).</param>
    protected SentimentModel(string name, int vocabularySize, int width, bool trainPadding)
        : base(name)
    {
        embedding = nn.Embedding(vocabularySize, width, trainPadding ? null : Vocabulary.Padding);
        register_module("embedding", embedding);
    }

    /// <summary>Layout of the tokens for <see cref="Embed"/>.</summary>
    public abstract BatchLayout Layout { get; }

    /// <summary>float32 [vocabulary, width].</summary>
    public Parameter EmbeddingWeight => embedding.get_parameter("weight")!;

    /// <summary>Looks the tokens up.</summary>
    /// <param name="tokens">int64, shaped by <see cref="Layout"/>: [length, batch] or [batch, length].</param>
    /// <returns>float32 [length, batch, width] or [batch, length, width].</returns>
    public Tensor Embed(Tensor tokens) => embedding.forward(tokens);

    /// <summary>The forward pass after the embedding.</summary>
    /// <param name="embedded">Output of <see cref="Embed"/>.</param>
    /// <param name="lengths">int64 [batch] on the CPU, each 1 … length; null if every review has full length.</param>
    /// <returns>Logits, float32 [batch].</returns>
    public abstract Tensor ForwardEmbedded(Tensor embedded, Tensor? lengths);

    /// <inheritdoc cref="ForwardEmbedded"/>
    /// <param name="tokens">See <see cref="Embed"/>.</param>
    /// <param name="lengths">As in <see cref="ForwardEmbedded"/>.</param>
    public sealed override Tensor forward(Tensor tokens, Tensor? lengths)
    {
        using var scope = NewDisposeScope();
        return ForwardEmbedded(Embed(tokens), lengths).MoveToOuterDisposeScope();
    }

    /// <summary>
    /// Prepares the kernels' input of a batch before its step, on any thread, while another batch is in use. A batch
    /// that was not prepared is prepared when its step begins.
    /// </summary>
    public virtual void Assemble(Batch batch) => batch.Padded();

    /// <summary>
    /// The logits of one batch, without gradients, by the fastest kernel. Dropout applies only in training mode.
    /// </summary>
    /// <returns>float32 [batch], on the model's device.</returns>
    public virtual Tensor Predict(Batch batch)
    {
        using var scope = NewDisposeScope();
        using var none = no_grad();
        var tensors = BatchTensors.Create(batch, EmbeddingWeight.device);
        return call(tensors.Tokens, tensors.Lengths).MoveToOuterDisposeScope();
    }

    /// <summary>
    /// The gradient of an output with respect to the embedded tokens, averaged over a path, by the model's own kernel;
    /// null if it has none. No dropout.
    /// </summary>
    /// <param name="path">Path of one sentence.</param>
    /// <param name="slope">Derivative of the output with respect to the logit.</param>
    internal virtual PathGradient? GradientAlong(StraightPath path, Func<double, double> slope) => null;

    /// <summary>
    /// The implementation used for each part that has a plain and a fast one: <c>rnn</c> → <c>unpacked</c>.
    /// </summary>
    public abstract IReadOnlyDictionary<string, string> Kernels { get; }
}
