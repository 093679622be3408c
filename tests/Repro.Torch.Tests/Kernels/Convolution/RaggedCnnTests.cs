using System.Globalization;
using Repro.Data.Prepare;
using Repro.Data.Prepare.Batches;
using Repro.Experiments;
using Repro.Randomness;
using Repro.Testing;
using Repro.Torch.Kernels.Convolution;
using Repro.Torch.Tests.Testing;
using Xunit.Abstractions;
using static TorchSharp.torch;

namespace Repro.Torch.Tests.Kernels.Convolution;

[Collection(LibtorchGroup.Name)]
public class RaggedCnnTests(ITestOutputHelper output)
{
    private const int Vocabulary = 50;

    [Theory]
    [InlineData(new[] { 3, 4, 5 }, 8, new[] { 9, 1, 30, 4, 17, 30, 29, 26 })]
    [InlineData(new[] { 3, 3, 3 }, 8, new[] { 12, 11, 10, 9, 8, 7 })]
    [InlineData(new[] { 3, 4, 5 }, 5, new[] { 2, 1, 3 })]
    [InlineData(new[] { 1, 2 }, 3, new[] { 1, 6 })]
    [InlineData(new[] { 5 }, 16, new[] { 40 })]
    public void Features_and_gradients_equal_the_convolution_over_the_padded_batch(
        int[] widths,
        int channels,
        int[] lengths
    )
    {
        using var scope = NewDisposeScope();
        const int dim = 20;
        var plain = new PlainCnn(Vocabulary, dim, channels, widths, seed: 5);
        var batch = BatchOf(lengths);
        var tokens = RaggedTokens.Pack(batch, widths.Max(), Scratch());
        var ragged = new RaggedCnn(plain.Weights, threads: 2).Forward(tokens);
        var upstream = randn(batch.Size, ragged.Values.Length / batch.Size);
        var gradients = new RaggedCnnGradient(plain.Weights, threads: 2).Backward(
            tokens,
            ragged,
            upstream.data<float>().ToArray()
        );

        var (exact, magnitudes) = (plain.Exact(), plain.Magnitudes());
        var winners = tensor(ragged.Winners, dtype: int64).reshape(upstream.shape);
        var features = exact.Features(batch, winners);
        features.backward([upstream.to(float64)]);
        var sums = magnitudes.Features(batch, winners);
        sums.backward([upstream.to(float64).abs()]);

        Near(ragged.Values, features, sums, terms: (widths.Max() * dim) + 1);
        for (var k = 0; k < widths.Length; k++)
        {
            Near(gradients.Kernels[k], exact.Kernels[k].grad!, magnitudes.Kernels[k].grad!, terms: batch.Size);
            Near(gradients.Biases[k], exact.Biases[k].grad!, magnitudes.Biases[k].grad!, terms: batch.Size);
        }

        Near(
            Dense(tokens, gradients, dim),
            exact.Embedding.grad!,
            magnitudes.Embedding.grad!,
            terms: ragged.Values.Length * widths.Max()
        );
    }

    [Fact]
    public void Of_equal_windows_the_first_wins()
    {
        using var scope = NewDisposeScope();
        var plain = new PlainCnn(Vocabulary, dim: 4, channels: 3, [2], seed: 1);
        var reviews = new EncodedReviews(["a"], [0], [0, 6], [7, 8, 7, 8, 7, 8]);
        var tokens = RaggedTokens.Pack(new Batch(reviews, [0], BatchLayout.BatchMajor), 2, Scratch());
        new RaggedCnn(plain.Weights, threads: 1).Forward(tokens).Winners.Should().OnlyContain(w => w <= 1);
    }

    /// <summary>
    /// A window that wins in float32 is within both windows' rounding of the largest. Few are not the largest: the two
    /// best of a feature's windows lie closer than 1e-5 in fewer than one feature of ten thousand. Windows of the same
    /// words are equal in float64 but for its own rounding, and do not count.
    /// </summary>
    [Fact]
    public void Where_another_window_wins_than_in_the_padded_batch_the_two_tie()
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        const int dim = 100;
        var plain = new PlainCnn(Vocabulary, dim, channels: 64, [3, 4, 5], seed: 11);
        var random = new PythonRandom(5);
        var batch = BatchOf([.. Enumerable.Range(0, 64).Select(_ => 1 + (int)(300 * random.NextDouble()))]);
        var winners = new RaggedCnn(plain.Weights, threads: 2).Forward(RaggedTokens.Pack(batch, 5, Scratch())).Winners;
        var fast = tensor(winners, dtype: int64).reshape(batch.Size, 3, 64);

        var others = 0L;
        var sums = plain.Magnitudes().Windows(batch).Select(windows => windows.max().item<double>());
        foreach (var (k, (windows, sum)) in plain.Exact().Windows(batch).Zip(sums).Index())
        {
            var lacking = windows.amax(2) - windows.gather(2, fast.select(1, k).unsqueeze(2)).squeeze(2);
            var terms = ((3 + k) * dim) + 1;
            lacking.max().item<double>().Should().BeLessThan(2 * RoundingBound.Sum(terms, sum), "kernel {0}", k);
            others += (lacking > 2 * RoundingBound.Sum(terms, sum, RoundingBound.Double)).sum().item<long>();
        }

        output.WriteLine($"{others} of {winners.Length} windows differ");
        others.Should().BeLessThan(winners.Length / 1000);
    }

    [Fact]
    public void A_weight_that_is_not_a_number_reaches_the_features()
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var plain = new PlainCnn(Vocabulary, dim: 4, channels: 3, [2], seed: 1);
        plain.Embedding[9, 2] = float.NaN;
        var reviews = new EncodedReviews(["a"], [0], [0, 5], [7, 8, 9, 8, 7]);
        var tokens = RaggedTokens.Pack(new Batch(reviews, [0], BatchLayout.BatchMajor), 2, Scratch());
        new RaggedCnn(plain.Weights, threads: 1).Forward(tokens).Values.Should().OnlyContain(v => float.IsNaN(v));
    }

    [Fact]
    public void The_number_of_threads_changes_no_bit()
    {
        using var scope = NewDisposeScope();
        var plain = new PlainCnn(Vocabulary, dim: 150, channels: 8, [3, 4, 5], seed: 2);
        var tokens = RaggedTokens.Pack(BatchOf([40, 3, 17, 25, 31, 8]), 5, Scratch());
        var one = new RaggedCnn(plain.Weights, threads: 1).Forward(tokens);
        var upstream = one.Values.Select((v, i) => v * ((i % 7) - 3)).ToArray();
        var alone = new RaggedCnnGradient(plain.Weights, threads: 1).Backward(tokens, one, upstream);
        var together = new RaggedCnnGradient(plain.Weights, threads: 4).Backward(
            tokens,
            new RaggedCnn(plain.Weights, threads: 4).Forward(tokens),
            upstream
        );
        together.Embedding.Should().Equal(alone.Embedding);
        together.Kernels[2].Should().Equal(alone.Kernels[2]);
    }

    internal static Batch BatchOf(int[] lengths) => BatchOf(lengths, new PythonRandom(7), Vocabulary);

    internal static Batch BatchOf(int[] lengths, PythonRandom random, int vocabulary)
    {
        var starts = lengths.Aggregate(new List<int> { 0 }, (s, n) => [.. s, s[^1] + n]).ToArray();
        var tokens = Enumerable.Range(0, starts[^1]).Select(_ => (int)(random.NextDouble() * vocabulary)).ToArray();
        var reviews = new EncodedReviews(
            [.. lengths.Select((_, i) => $"r{i}")],
            [.. lengths.Select((_, i) => (byte)(i % 2))],
            starts,
            tokens
        );
        return new Batch(reviews, [.. Enumerable.Range(0, lengths.Length)], BatchLayout.BatchMajor);
    }

    private static int[] Scratch() => [.. Enumerable.Repeat(-1, Vocabulary)];

    private static float[] Dense(RaggedTokens tokens, CnnGradients gradients, int dim)
    {
        var dense = new float[Vocabulary * dim];
        for (var place = 0; place < tokens.Distinct.Length; place++)
            gradients.Embedding.AsSpan(place * dim, dim).CopyTo(dense.AsSpan(tokens.Distinct[place] * dim));
        return dense;
    }

    // Each number within the rounding of its own sum, whose terms' magnitudes add up to `sums`.
    private void Near(float[] fast, Tensor exact, Tensor sums, int terms)
    {
        var (expected, magnitudes) = (Numbers(exact), Numbers(sums));
        fast.Should().HaveSameCount(expected);
        var worst = 0.0;
        for (var i = 0; i < fast.Length; i++)
        {
            var limit = RoundingBound.Sum(terms, magnitudes[i]);
            Assert.True(
                Math.Abs(expected[i] - fast[i]) <= limit,
                $"element {i}: {fast[i]:R} is not within {limit} of {expected[i]:R}"
            );
            if (limit > 0)
                worst = Math.Max(worst, Math.Abs(expected[i] - fast[i]) / limit);
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"at most {worst:P1} of the limit"));
    }

    private static double[] Numbers(Tensor tensor) => tensor.detach().reshape(-1).data<double>().ToArray();
}
