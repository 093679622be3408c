using Repro.Data.Prepare.Batches;
using Repro.Data.Prepare.Tokens;
using Repro.Experiments;
using Repro.Torch.Kernels;
using Repro.Torch.Kernels.Convolution;
using Repro.Torch.Libtorch;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Repro.Torch.Models;

/// <summary>
/// The notebook's CNN (Kim 2014): embedding, parallel convolutions over whole rows, ReLU, max over time, dropout, one
/// linear output. Tokens are batch-major. Padding is treated like any word and its embedding is trained, so a review's
/// logit may depend on its batch.
/// </summary>
/// <remarks>
/// A batch shorter than the widest convolution would be an error in the notebook (no batch of IMDB is that short); here
/// it is treated as padded with <c>&lt;pad&gt;</c>.
/// </remarks>
public sealed class TextCnn : SentimentModel
{
    private readonly Conv2d[] convolutions;
    private readonly Linear fc;
    private readonly Dropout dropout;
    private readonly int widest;
    private readonly AssembledBatches<RaggedTokens> ragged;

    public TextCnn(CnnSpec spec, int vocabularySize, CnnKernel kernel = CnnKernel.Conv1d)
        : base(nameof(TextCnn), vocabularySize, spec.Embedding, trainPadding: true)
    {
        Kernel = kernel;
        widest = spec.Widths.Max();
        ragged = new AssembledBatches<RaggedTokens>(
            vocabularySize,
            (batch, seen) => RaggedTokens.Pack(batch, widest, seen)
        );
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
        new Dictionary<string, string> { ["cnn"] = Words.Of(Kernel) };

    /// <summary>The kernel for training and prediction.</summary>
    public CnnKernel Kernel { get; }

    /// <summary>The weights that the ragged kernels read and training updates; only on the CPU.</summary>
    internal CnnWeights Weights => new(EmbeddingWeight, Parameters("weight"), Parameters("bias"));

    public override void Assemble(Batch batch)
    {
        if (Kernel == CnnKernel.Ragged)
            Ragged(batch);
        else
            base.Assemble(batch);
    }

    public override Tensor Predict(Batch batch)
    {
        if (Kernel == CnnKernel.Conv1d)
            return base.Predict(batch);
        using var scope = NewDisposeScope();
        using var none = no_grad();
        var weights = Weights;
        var features = new RaggedCnn(weights, get_num_threads()).Forward(Ragged(batch));
        return Head(RowBuffer.Aligned(features.Values, batch.Size, weights.Features)).MoveToOuterDisposeScope();
    }

    public override Tensor ForwardEmbedded(Tensor embedded, Tensor? lengths)
    {
        using var scope = NewDisposeScope();
        var channelsFirst = FilledUp(embedded).transpose(1, 2);
        var features = cat([.. convolutions.Select(convolution => MaxOverTime(convolution, channelsFirst))], 1);
        return Head(features).MoveToOuterDisposeScope();
    }

    /// <summary>
    /// The forward pass after max over time. ReLU is monotonic, so it can follow the maximum, where there are far fewer
    /// values.
    /// </summary>
    /// <param name="features">float32 [batch, convolutions × channels].</param>
    /// <returns>Logits, float32 [batch].</returns>
    internal Tensor Head(Tensor features)
    {
        using var scope = NewDisposeScope();
        return fc.forward(dropout.forward(nn.functional.relu(features))).squeeze(1).MoveToOuterDisposeScope();
    }

    internal override PathGradient? GradientAlong(StraightPath path, Func<double, double> slope)
    {
        if (Kernel == CnnKernel.Conv1d)
            return null;
        var weights = Weights;
        var missing = Math.Max(0, (widest * weights.Dim) - path.Start.Length);
        var padding = TensorMemory.Of(EmbeddingWeight).Slice(Vocabulary.Padding * weights.Dim, weights.Dim);
        var filler = new double[missing];
        for (var i = 0; i < missing; i++)
            filler[i] = padding[i % weights.Dim];
        var filled = path with
        {
            Start = [.. path.Start, .. filler],
            Difference = [.. path.Difference, .. new double[missing]],
        };
        var head = TensorMemory.Of(fc.get_parameter("weight")!).ToArray();
        var found = new CnnPath(weights, head, TensorMemory.Of(fc.get_parameter("bias")!)[0]).GradientAlong(
            filled,
            slope
        );
        return found with { Mean = found.Mean[..path.Start.Length] };
    }

    internal RaggedTokens Ragged(Batch batch) => ragged.Of(batch);

    private Tensor[] Parameters(string name) =>
        Array.ConvertAll(convolutions, Tensor (convolution) => convolution.get_parameter(name)!);

    // A convolution over whole rows moves along one axis only, so it is computed as a Conv1d with the row as channels;
    // the parameter keeps Conv2d's shape [channels, 1, width, row].
    private static Tensor MaxOverTime(Conv2d convolution, Tensor channelsFirst)
    {
        using var scope = NewDisposeScope();
        var weight = convolution.get_parameter("weight")!.squeeze(1).transpose(1, 2);
        var positions = nn.functional.conv1d(channelsFirst, weight, convolution.get_parameter("bias"));
        return positions.max(2).values.MoveToOuterDisposeScope();
    }

    private Tensor FilledUp(Tensor embedded)
    {
        var missing = widest - embedded.shape[1];
        if (missing <= 0)
            return embedded;
        var filler = EmbeddingWeight[Vocabulary.Padding].expand(embedded.shape[0], missing, embedded.shape[2]);
        return cat([embedded, filler], 1);
    }
}
