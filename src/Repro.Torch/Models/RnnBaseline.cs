using Repro.Data.Prepare.Batches;
using Repro.Experiments;
using Repro.Torch.Kernels;
using Repro.Torch.Kernels.Recurrent;
using Repro.Torch.Libtorch;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Repro.Torch.Models;

/// <summary>
/// The notebook's RNNBaseline: embedding (its <c>&lt;pad&gt;</c> row zero and untrained), stacked LSTM or GRU, dropout,
/// one linear output. Tokens are time-major.
/// </summary>
public sealed class RnnBaseline : SentimentModel
{
    private readonly RecurrentLayers rnn;
    private readonly Linear fc;
    private readonly Dropout dropout;
    private readonly RnnSpec spec;
    private readonly AssembledBatches<PackedTokens> packed;
    private FusedRnn? fused;

    public RnnBaseline(RnnSpec spec, int vocabularySize, RnnKernel kernel)
        : base(nameof(RnnBaseline), vocabularySize, spec.Embedding, trainPadding: false)
    {
        this.spec = spec;
        Kernel = kernel;
        packed = new AssembledBatches<PackedTokens>(vocabularySize, PackedTokens.Pack);
        rnn = kernel == RnnKernel.Packed ? new PackedRnn(spec) : new UnpackedRnn(spec);
        fc = nn.Linear(spec.Hidden * (spec.Bidirectional ? 2 : 1), 1);
        dropout = nn.Dropout(spec.Dropout);
        register_module("rnn", rnn);
        register_module("fc", fc);
        register_module("dropout", dropout);
    }

    /// <summary>The kernel for training and prediction.</summary>
    internal RnnKernel Kernel { get; }

    public override BatchLayout Layout => BatchLayout.TimeMajor;

    public override IReadOnlyDictionary<string, string> Kernels =>
        new Dictionary<string, string> { ["rnn"] = Words.Of(Kernel) };

    public override Tensor ForwardEmbedded(Tensor embedded, Tensor? lengths)
    {
        using var scope = NewDisposeScope();
        var outputs = rnn.forward(embedded, lengths);
        var last = AtLastToken(outputs, lengths);
        var state = spec is { State: StateKind.Hidden, Bidirectional: true } ? LastHidden(last, outputs) : last;
        return Head(state).MoveToOuterDisposeScope();
    }

    public override void Assemble(Batch batch)
    {
        if (Kernel == RnnKernel.Fused)
            Packed(batch);
        else
            base.Assemble(batch);
    }

    public override Tensor Predict(Batch batch)
    {
        if (Kernel != RnnKernel.Fused)
            return base.Predict(batch);
        using var scope = NewDisposeScope();
        using var none = no_grad();
        return Head(States(Packed(batch))).MoveToOuterDisposeScope();
    }

    /// <summary>The implementation for <see cref="RnnKernel.Fused"/>; created when first needed.</summary>
    internal FusedRnn Fused => fused ??= new FusedRnn(spec, rnn, get_num_threads());

    internal PackedTokens Packed(Batch batch) => packed.Of(batch);

    /// <summary>
    /// The states the head reads, computed by <see cref="Fused"/> without gradients: float32 [batch, directions ×
    /// hidden].
    /// </summary>
    internal Tensor States(PackedTokens tokens) =>
        RowBuffer.Aligned(
            Fused.Forward(tokens.Reviews, tokens.Tokens, EmbeddingWeight, training),
            tokens.Reviews.Order.Length,
            spec.Hidden * (spec.Bidirectional ? 2 : 1)
        );

    internal override PathGradient? GradientAlong(StraightPath path, Func<double, double> slope)
    {
        if (Kernel != RnnKernel.Fused)
            return null;
        var head = TensorMemory.Of(fc.get_parameter("weight")!).ToArray();
        return new RnnPath(Fused, spec.Embedding, head, TensorMemory.Of(fc.get_parameter("bias")!)[0]).GradientAlong(
            path,
            slope
        );
    }

    /// <summary>Dropout and the linear layer.</summary>
    /// <param name="states">float32 [batch, directions × hidden].</param>
    /// <returns>Logits, float32 [batch].</returns>
    internal Tensor Head(Tensor states)
    {
        using var scope = NewDisposeScope();
        return fc.forward(dropout.forward(states)).squeeze(1).MoveToOuterDisposeScope();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            fused?.Dispose();
        base.Dispose(disposing);
    }

    // The backward direction ends at the first token: its last hidden state is its output there.
    private Tensor LastHidden(Tensor last, Tensor outputs) =>
        cat([last.narrow(1, 0, spec.Hidden), outputs[0].narrow(1, spec.Hidden, spec.Hidden)], 1);

    private static Tensor AtLastToken(Tensor outputs, Tensor? lengths) =>
        lengths is null
            ? outputs[-1]
            : outputs.flatten(0, 1).index_select(0, RaggedBatch.Create(outputs, lengths).LastTokens);
}
