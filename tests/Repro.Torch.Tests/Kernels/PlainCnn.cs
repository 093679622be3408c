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
        Embedding = rand(vocabulary, dim).sub_(0.5f).requires_grad_();
        Kernels = [.. widths.Select(w => rand(channels, 1, w, dim).sub_(0.5f).mul_(0.3f).requires_grad_())];
        Biases = [.. widths.Select(_ => rand(channels).sub_(0.5f).requires_grad_())];
    }

    public Tensor Embedding { get; }

    public Tensor[] Kernels { get; }

    public Tensor[] Biases { get; }

    public CnnWeights Weights => new(Embedding, Kernels, Biases);

    /// <summary>float32 [batch, features], before ReLU.</summary>
    public Tensor Features(Batch batch) => cat([.. Windows(batch).Select(windows => windows.max(2).values)], 1);

    /// <summary>Of each width, every window's value: float32 [batch, channels, windows].</summary>
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
