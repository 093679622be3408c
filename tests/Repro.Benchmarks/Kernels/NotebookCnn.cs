using Repro.Experiments;
using Repro.Torch.Models;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Repro.Benchmarks.Kernels;

/// <summary>
/// The CNN operation by operation as the notebook has it: Conv2d over the padded batch, ReLU of every window, then the
/// maximum.
/// </summary>
internal sealed class NotebookCnn : SentimentModel
{
    private readonly Conv2d[] convolutions;
    private readonly Linear fc;
    private readonly Dropout dropout;

    public NotebookCnn(CnnSpec spec, int vocabularySize)
        : base(nameof(NotebookCnn), vocabularySize, spec.Embedding, trainPadding: true)
    {
        convolutions = [.. spec.Widths.Select(width => nn.Conv2d(1, spec.Channels, (width, spec.Embedding)))];
        fc = nn.Linear(spec.Widths.Count * spec.Channels, 1);
        dropout = nn.Dropout(spec.Dropout);
        for (var i = 0; i < convolutions.Length; i++)
            register_module($"conv_{i}", convolutions[i]);
        register_module("fc", fc);
        register_module("dropout", dropout);
    }

    public override BatchLayout Layout => BatchLayout.BatchMajor;

    public override IReadOnlyDictionary<string, string> Kernels =>
        new Dictionary<string, string> { ["cnn"] = "conv2d" };

    public override Tensor ForwardEmbedded(Tensor embedded, Tensor? lengths)
    {
        using var scope = NewDisposeScope();
        var image = embedded.unsqueeze(1);
        var pooled = convolutions.Select(convolution =>
            nn.functional.relu(convolution.forward(image)).squeeze(3).max(2).values
        );
        return fc.forward(dropout.forward(cat([.. pooled], 1))).squeeze(1).MoveToOuterDisposeScope();
    }
}
