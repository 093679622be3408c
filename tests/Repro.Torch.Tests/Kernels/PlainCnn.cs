using Repro.Data.Prepare.Batches;
using Repro.Data.Prepare.Tokens;
using Repro.Torch.Kernels.Convolution;
using TorchSharp;
using static TorchSharp.torch;

namespace Repro.Torch.Tests.Kernels;

/// <summary>
/// The same model as the ragged kernels compute, from libtorch's convolution over the padded batch and its autograd.
/// </summary>
internal sealed class PlainCnn
{
    public PlainCnn(int vocabulary, int dim, int channels, int[] widths, long seed)
    {
        manual_seed(seed);
        Embedding = rand(vocabulary, dim).sub_(0.5f);
        Kernels = [.. widths.Select(w => rand(channels, 1, w, dim).sub_(0.5f).mul_(0.3f))];
        Biases = [.. widths.Select(_ => rand(channels).sub_(0.5f))];
    }

    /// <summary>Of weights that a model has.</summary>
    public PlainCnn(CnnWeights weights) =>
        (Embedding, Kernels, Biases) = (weights.Embedding, [.. weights.Kernels], [.. weights.Biases]);

    private PlainCnn(PlainCnn of, Func<Tensor, Tensor> change)
    {
        Tensor Changed(Tensor weights) => change(weights.detach().to(float64)).requires_grad_();
        Embedding = Changed(of.Embedding);
        Kernels = Array.ConvertAll(of.Kernels, Changed);
        Biases = Array.ConvertAll(of.Biases, Changed);
    }

    /// <summary>In float64, whose rounding is nothing beside float32's.</summary>
    public PlainCnn Exact() => new(this, weights => weights.clone());

    /// <summary>
    /// In float64 with every weight's magnitude: its features and gradients are the sums of the magnitudes that the
    /// real ones are sums of, which is what rounding is measured by.
    /// </summary>
    public PlainCnn Magnitudes() => new(this, weights => weights.abs());

    public Tensor Embedding { get; }

    public Tensor[] Kernels { get; }

    public Tensor[] Biases { get; }

    public CnnWeights Weights => new(Embedding, Kernels, Biases);

    /// <summary>
    /// [batch, features], before ReLU: of each feature the value of the window that <paramref name="winners"/> names,
    /// int64 of that shape.
    /// </summary>
    public Tensor Features(Batch batch, Tensor winners) =>
        cat(
            [
                .. Windows(batch)
                    .Zip(winners.chunk(Kernels.Length, 1))
                    .Select(of => of.First.gather(2, of.Second.unsqueeze(2)).squeeze(2)),
            ],
            1
        );

    /// <summary>Of each width, every window's value: [batch, channels, windows].</summary>
    public IEnumerable<Tensor> Windows(Batch batch)
    {
        var padded = batch.Padded();
        var widest = (int)Kernels.Max(k => k.shape[2]);
        var tokens = tensor(padded).reshape(batch.Size, batch.Length);
        if (batch.Length < widest)
            tokens = nn.functional.pad(tokens, [0, widest - batch.Length], PaddingModes.Constant, Vocabulary.Padding);
        var rows = Embedding[tokens].unsqueeze(1);
        return Kernels.Zip(Biases, (k, b) => nn.functional.conv2d(rows, k, b).squeeze(3));
    }
}
