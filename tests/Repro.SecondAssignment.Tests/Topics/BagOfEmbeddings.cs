using Repro.Experiments;
using Repro.Torch.Models;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SecondAssignment.Topics;

/// <summary>The made-up notebook's model: the mean of a line's embeddings, and one linear unit.</summary>
internal sealed class BagOfEmbeddings : SentimentModel
{
    private readonly Linear head;
    private readonly bool countsPadding;

    /// <param name="spec">Has the size embedding. As written, padding counts among a line's words: the slip of this
    /// notebook.</param>
    /// <param name="vocabularySize">Rows of the embedding.</param>
    public BagOfEmbeddings(ExperimentSpec spec, int vocabularySize)
        : base(nameof(BagOfEmbeddings), vocabularySize, (int)spec.Size("embedding"), trainPadding: false)
    {
        countsPadding = spec.Protocol == ProtocolKind.AsWritten;
        head = nn.Linear((int)spec.Size("embedding"), 1);
        register_module("head", head);
    }

    public override BatchLayout Layout => BatchLayout.BatchMajor;

    public override IReadOnlyDictionary<string, string> Kernels { get; } = new Dictionary<string, string>();

    // The row of <pad> is zero and stays so: it adds nothing to the sum.
    public override Tensor ForwardEmbedded(Tensor embedded, Tensor? lengths)
    {
        using var scope = NewDisposeScope();
        var sum = embedded.sum(1);
        var mean =
            lengths is null || countsPadding ? sum / embedded.shape[1] : sum / lengths.to(sum.device).unsqueeze(1);
        return head.forward(mean).squeeze(1).MoveToOuterDisposeScope();
    }
}
