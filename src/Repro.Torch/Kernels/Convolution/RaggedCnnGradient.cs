using System.Numerics;
using Repro.Torch.Libtorch;

namespace Repro.Torch.Kernels.Convolution;

/// <summary>
/// The backward pass of <see cref="RaggedCnn"/>. Max over time passes the gradient to one window per feature, so only
/// the tokens and taps of those windows are visited. Sums are computed in the same order for any number of threads, so
/// equal inputs give equal bits.
/// </summary>
internal sealed class RaggedCnnGradient(CnnWeights weights, int threads)
{
    private const int ColumnBlock = 64;

    /// <param name="tokens">The batch of the forward pass.</param>
    /// <param name="features">Result of the forward pass.</param>
    /// <param name="upstream"><c>float32 [reviews, features]</c>: gradient of the loss with respect to each feature,
    /// zero where ReLU is zero.</param>
    public CnnGradients Backward(RaggedTokens tokens, CnnFeatures features, float[] upstream)
    {
        var kernels = weights.Widths.Select(w => new float[weights.Channels * w * weights.Dim]).ToArray();
        var biases = weights.Widths.Select(_ => new float[weights.Channels]).ToArray();
        var embedding = new float[tokens.Distinct.Length * weights.Dim];
        var options = new ParallelOptions { MaxDegreeOfParallelism = threads };
        Parallel.For(
            0,
            (weights.Dim + ColumnBlock - 1) / ColumnBlock,
            options,
            block =>
            {
                var columns = (From: block * ColumnBlock, To: Math.Min(weights.Dim, (block + 1) * ColumnBlock));
                Accumulate(tokens, features, upstream, kernels, embedding, columns);
            }
        );
        for (var i = 0; i < upstream.Length; i++)
            biases[i % weights.Features / weights.Channels][i % weights.Channels] += upstream[i];
        return new CnnGradients(kernels, biases, embedding, Touched(tokens, features, upstream));
    }

    // Each block of columns visits all winners in the same order and writes only its own columns.
    private void Accumulate(
        RaggedTokens tokens,
        CnnFeatures features,
        float[] upstream,
        float[][] kernels,
        float[] embedding,
        (int From, int To) columns
    )
    {
        int dim = weights.Dim,
            length = columns.To - columns.From;
        var rows = TensorMemory.Of(weights.Embedding);
        foreach (var (feature, k, channel, start) in Winners(tokens, features, upstream))
        {
            var kernel = TensorMemory.Of(weights.Kernels[k]);
            for (var t = 0; t < weights.Widths[k]; t++)
            {
                var place = tokens.Places[start + t];
                var tap = (((channel * weights.Widths[k]) + t) * dim) + columns.From;
                var row = rows.Slice((int)(((long)tokens.Distinct[place] * dim) + columns.From), length);
                AddScaled(upstream[feature], row, kernels[k].AsSpan(tap, length));
                AddScaled(
                    upstream[feature],
                    kernel.Slice(tap, length),
                    embedding.AsSpan((place * dim) + columns.From, length)
                );
            }
        }
    }

    private IEnumerable<(int Feature, int Kernel, int Channel, int Start)> Winners(
        RaggedTokens tokens,
        CnnFeatures features,
        float[] upstream
    )
    {
        for (var i = 0; i < upstream.Length; i++)
        {
            if (upstream[i] == 0)
                continue;
            var within = i % weights.Features;
            yield return (
                i,
                within / weights.Channels,
                within % weights.Channels,
                tokens.Starts[i / weights.Features] + features.Winners[i]
            );
        }
    }

    private bool[] Touched(RaggedTokens tokens, CnnFeatures features, float[] upstream)
    {
        var touched = new bool[tokens.Distinct.Length];
        foreach (var (_, k, _, start) in Winners(tokens, features, upstream))
        {
            for (var t = 0; t < weights.Widths[k]; t++)
                touched[tokens.Places[start + t]] = true;
        }

        return touched;
    }

    private static void AddScaled(float scale, ReadOnlySpan<float> from, Span<float> to)
    {
        var lanes = Vector<float>.Count;
        var i = 0;
        for (; i <= from.Length - lanes; i += lanes)
            (new Vector<float>(to[i..]) + (scale * new Vector<float>(from[i..]))).CopyTo(to[i..]);
        for (; i < from.Length; i++)
            to[i] += scale * from[i];
    }
}

/// <summary>Gradients of the loss with respect to the parameters below the features.</summary>
/// <param name="Kernels">Per convolution, <c>float32 [channels, 1, width, dim]</c>.</param>
/// <param name="Biases">Per convolution, <c>float32 [channels]</c>.</param>
/// <param name="Embedding"><c>float32 [distinct, dim]</c>, a row per distinct token of the batch.</param>
/// <param name="Touched"><c>bool [distinct]</c>: whether a winning window contains the token; all other rows are
/// zero.</param>
internal sealed record CnnGradients(float[][] Kernels, float[][] Biases, float[] Embedding, bool[] Touched);
