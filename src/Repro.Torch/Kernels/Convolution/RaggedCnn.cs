using System.Numerics;
using Repro.Torch.Libtorch;
using static TorchSharp.torch;

namespace Repro.Torch.Kernels.Convolution;

/// <summary>
/// The forward pass of parallel convolutions with max over time, over only the windows whose values can differ, with
/// one projection per distinct token. Equal to convolving the padded batch up to the order of float additions;
/// ../README.md explains why.
/// </summary>
internal sealed class RaggedCnn(CnnWeights weights, int threads)
{
    private readonly int taps = weights.Widths.Sum();
    private readonly int blocks = (weights.Channels + Vector<float>.Count - 1) / Vector<float>.Count;

    // Channels of one tap, padded to whole vectors; a token's projection has `taps` of these, convolution after
    // convolution.
    private int Stride => blocks * Vector<float>.Count;

    /// <summary>The largest value of every feature over a review's windows, before ReLU, and its position.</summary>
    public CnnFeatures Forward(RaggedTokens tokens)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var projections = Project(tokens.Distinct);
        var values = new float[tokens.Reviews * weights.Features];
        var winners = new int[values.Length];
        unsafe
        {
            fixed (float* projected = TensorMemory.Of(projections))
            {
                var address = (nint)projected;
                Parallel.For(
                    0,
                    tokens.Reviews,
                    new ParallelOptions { MaxDegreeOfParallelism = threads },
                    review => MaxOverTime(tokens, review, (float*)address, values, winners)
                );
            }
        }

        return new CnnFeatures(values, winners);
    }

    // float32 [distinct, taps · stride]: the contribution of each token to a window at each tap of each convolution.
    private Tensor Project(int[] distinct)
    {
        var rows = weights.Embedding.index_select(0, tensor(Array.ConvertAll(distinct, d => (long)d)));
        var byTap = cat([.. weights.Kernels.Select(k => k.squeeze(1).permute(1, 0, 2))], 0);
        if (Stride > weights.Channels)
            byTap = nn.functional.pad(byTap, [0, 0, 0, Stride - weights.Channels]);
        return rows.matmul(byTap.reshape(taps * Stride, weights.Dim).t()).contiguous();
    }

    private unsafe void MaxOverTime(RaggedTokens tokens, int review, float* projected, float[] values, int[] winners)
    {
        var places = tokens.Places.AsSpan(tokens.Starts[review]..tokens.Starts[review + 1]);
        var best = stackalloc float[Stride];
        var where = stackalloc int[Stride];
        var firstTap = 0;
        for (var k = 0; k < weights.Widths.Length; k++)
        {
            var width = weights.Widths[k];
            var bias = TensorMemory.Of(weights.Biases[k]);
            Convolve(places, tokens.Windows(review, width), width, projected + (firstTap * Stride), best, where);
            var at = (review * weights.Features) + (k * weights.Channels);
            for (var c = 0; c < weights.Channels; c++)
                (values[at + c], winners[at + c]) = (best[c] + bias[c], where[c]);
            firstTap += width;
        }
    }

    // The first of equal maxima wins, and NaN wins over all others, as in libtorch's max over a dimension.
    private unsafe void Convolve(
        ReadOnlySpan<int> places,
        int windows,
        int width,
        float* projected,
        float* best,
        int* where
    )
    {
        var row = (nint)taps * Stride;
        new Span<float>(best, Stride).Fill(float.NegativeInfinity);
        new Span<int>(where, Stride).Clear();
        for (var p = 0; p < windows; p++)
        {
            var position = new Vector<int>(p);
            for (var lane = 0; lane < Stride; lane += Vector<float>.Count)
            {
                var sum = Vector.Load(projected + (places[p] * row) + lane);
                for (var t = 1; t < width; t++)
                    sum += Vector.Load(projected + (places[p + t] * row) + (t * Stride) + lane);
                var old = Vector.Load(best + lane);
                var wins =
                    Vector.GreaterThan(sum, old) | Vector.AndNot(Vector.Equals(old, old), Vector.Equals(sum, sum));
                Vector.Store(Vector.ConditionalSelect(wins, sum, old), best + lane);
                Vector.Store(Vector.ConditionalSelect(wins, position, Vector.Load(where + lane)), where + lane);
            }
        }
    }
}

/// <summary>Result of the ragged forward pass.</summary>
/// <param name="Values"><c>float32 [reviews, features]</c>, before ReLU.</param>
/// <param name="Winners"><c>int32 [reviews, features]</c>: start of the winning window within its review.</param>
internal sealed record CnnFeatures(float[] Values, int[] Winners);
