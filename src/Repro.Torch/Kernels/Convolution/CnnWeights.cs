using static TorchSharp.torch;

namespace Repro.Torch.Kernels.Convolution;

/// <summary>
/// The parameters that the ragged CNN reads and writes in libtorch's memory (CPU, float32, contiguous).
/// </summary>
/// <param name="Embedding"><c>float32 [vocabulary, dim]</c>.</param>
/// <param name="Kernels">Per convolution, <c>float32 [channels, 1, width, dim]</c>.</param>
/// <param name="Biases">Per convolution, <c>float32 [channels]</c>.</param>
internal sealed record CnnWeights(Tensor Embedding, IReadOnlyList<Tensor> Kernels, IReadOnlyList<Tensor> Biases)
{
    // Cached: used in the innermost loops, where calling libtorch would cost more than the work itself.
    public int Dim { get; } = (int)Embedding.shape[1];

    public int Channels { get; } = (int)Kernels[0].shape[0];

    /// <summary>Width of each convolution in tokens.</summary>
    public int[] Widths { get; } = [.. Kernels.Select(k => (int)k.shape[2])];

    /// <summary>Values per review: convolutions × channels.</summary>
    public int Features => Kernels.Count * Channels;
}
