using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Repro.Experiments;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace Repro.Torch;

/// <summary>
/// Evaluates the functions of libtorch and of the runtime that a run uses. Two code paths of a function may differ for
/// only a few arguments, and those of a sum for only a few lengths, so a short training could miss a difference. This
/// covers many of each.
/// </summary>
internal static class LibraryFunctions
{
    private const int Arguments = 1 << 15,
        LongestSum = 300,
        SumsOfLength = 8,
        HeadsOfSize = 32,
        Draws = 1000;

    // Row counts of matrix products; the kernel is chosen by them.
    private static readonly int[] Rows = [1, 7, 64, 600];

    /// <summary>Adds the bits of all results.</summary>
    /// <param name="hash">The hash to add to.</param>
    /// <param name="spec">Provides the model's sizes and the batch sizes.</param>
    /// <remarks>Advances libtorch's random generator.</remarks>
    public static void Add(IncrementalHash hash, ExperimentSpec spec)
    {
        using var scope = NewDisposeScope();
        var x = linspace(-20, 20, Arguments);
        var magnitude = x.abs();
        foreach (
            var values in (Tensor[])
                [x.exp(), x.sigmoid(), x.tanh(), magnitude.sqrt(), magnitude.neg().exp().log1p(), relu(x)]
        )
            Add(hash, values);
        var uneven = x.mul(37.77).sin(); // Of evenly spaced numbers, sums are the same in any order.
        for (var length = 1; length <= LongestSum; length++)
        for (var draw = 0; draw < SumsOfLength; draw++)
            Add(hash, uneven.narrow(0, (draw * LongestSum) + length, length).mean());
        int[] sizes = [.. new[] { spec.Batches.Training, spec.Batches.Validation, spec.Batches.Test }.Distinct()];
        foreach (var size in sizes)
        foreach (var part in (int[])[size, Math.Max(1, size / 2)]) // The last batch is shorter.
            for (var draw = 0; draw < HeadsOfSize; draw++)
                AddHead(hash, uneven.roll(1237 * draw), part, HeadOf(spec));
        foreach (var (from, to) in Products(spec))
        foreach (var rows in Rows)
            Add(hash, Filled(uneven, rows, from).matmul(Filled(uneven, to, from).t()));
        Add(hash, zeros(Draws, 2).normal_());
        Add(hash, zeros(Draws, 2).uniform_(-1, 1));
        Add(hash, dropout(ones(Draws, 2), 0.5, training: true));
        AddRuntime(hash);
    }

    // From features to logits to the loss, and backward.
    private static void AddHead(IncrementalHash hash, Tensor x, int reviews, int features)
    {
        var values = Filled(x, reviews, features).detach().clone().requires_grad_();
        var (weight, bias) = (
            Filled(x, 1, features).contiguous().requires_grad_(),
            x.narrow(0, 5, 1).detach().clone().requires_grad_()
        );
        var logits = linear(relu(values), weight, bias).squeeze(1);
        var loss = binary_cross_entropy_with_logits(logits, (logits > 0.1).to(float32).detach());
        Add(hash, logits);
        Add(hash, loss);
        foreach (var gradient in autograd.grad([loss], [values, weight, bias]))
            Add(hash, gradient);
    }

    private static int HeadOf(ExperimentSpec spec) =>
        spec.Rnn is { } rnn ? rnn.Hidden * (rnn.Bidirectional ? 2 : 1)
        : spec.Cnn is { } cnn ? cnn.Widths.Count * cnn.Channels
        : 1;

    // Inner and outer sizes of a model's matrix products, forward and backward.
    private static IEnumerable<(int From, int To)> Products(ExperimentSpec spec)
    {
        if (spec.Rnn is { } rnn)
        {
            yield return (rnn.Embedding, 4 * rnn.Hidden);
            yield return (rnn.Hidden, 4 * rnn.Hidden);
            yield return (2 * rnn.Hidden, 4 * rnn.Hidden);
            yield return (4 * rnn.Hidden, rnn.Hidden);
            yield return (4 * rnn.Hidden, rnn.Embedding);
        }

        if (spec.Cnn is { } cnn)
            yield return (cnn.Embedding, cnn.Widths.Sum() * cnn.Channels);
    }

    // Repeats the argument in an order that makes all rows different.
    private static Tensor Filled(Tensor x, int rows, int width)
    {
        var numbers = arange(rows * (long)width).mul(7919).remainder(Arguments);
        return x.index_select(0, numbers).reshape(rows, width);
    }

    // The C library's functions, called through .NET.
    private static void AddRuntime(IncrementalHash hash)
    {
        Span<double> found = stackalloc double[5];
        for (var i = -500; i <= 500; i++)
        {
            var x = i / 25.0;
            (found[0], found[1], found[2], found[3], found[4]) = (
                Math.Exp(x),
                Math.Pow(0.999, Math.Abs(i)),
                double.LogP1(Math.Exp(-Math.Abs(x))),
                Math.Sin(x),
                Math.Tan(x / 20)
            );
            hash.AppendData(MemoryMarshal.AsBytes(found));
        }
    }

    private static void Add(IncrementalHash hash, Tensor values) =>
        hash.AppendData(MemoryMarshal.AsBytes(values.detach().contiguous().data<float>().ToArray().AsSpan()));
}
