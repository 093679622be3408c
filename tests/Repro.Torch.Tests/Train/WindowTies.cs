using Repro.Data.Prepare.Batches;
using Repro.Testing;
using Repro.Torch.Models;
using Repro.Torch.Tests.Kernels;
using static TorchSharp.torch;

namespace Repro.Torch.Tests.Train;

/// <summary>
/// Of two windows that tie within rounding either may win, and the gradients are then other ones. Limits of steps hold
/// where none do, so that is asked of every batch before its step.
/// </summary>
internal static class WindowTies
{
    /// <summary>
    /// The largest window of every feature is farther from every window of other words, and from ReLU's bend at zero,
    /// than two models can be apart that have taken so many steps alike.
    /// </summary>
    public static void ShouldBeNone(TextCnn model, Batch batch, StepLimits limits, int steps)
    {
        using var scope = NewDisposeScope();
        using var none = no_grad();
        var plain = new PlainCnn(model.Weights);
        var tokens = batch.Padded();
        var rows = Sums(plain.Embedding.abs().sum(1L));
        foreach (
            var (k, (exact, magnitudes)) in plain.Exact().Windows(batch).Zip(plain.Magnitudes().Windows(batch)).Index()
        )
        {
            var (values, sums) = (Sums(exact), Sums(magnitudes));
            var width = (int)plain.Kernels[k].shape[2];
            var kernels = Sums(plain.Kernels[k].abs().sum([1L, 2L, 3L]));
            var (channels, windows) = ((int)exact.shape[1], (int)exact.shape[2]);
            for (var feature = 0; feature < batch.Size * channels; feature++)
            {
                var review = feature / channels;
                // A window's rounding, that of its weights, and what the gradients' errors did to them.
                double Error(int window) =>
                    RoundingBound.Sum(plain.Kernels[k][0].numel() + 1, sums[(feature * windows) + window])
                    + (2 * StepLimits.Rounded(steps, sums[(feature * windows) + window]))
                    + (
                        limits.Moved(steps)
                        * (Words(review, window).Sum(word => rows[word]) + kernels[feature % channels] + 1)
                    );
                double Value(int window) => values[(feature * windows) + window];

                var best = Enumerable.Range(0, windows).MaxBy(Value);
                Math.Abs(Value(best)).Should().BeGreaterThan(2 * Error(best), "{0}, and ReLU bends", Where());
                foreach (var other in Enumerable.Range(0, windows))
                    if (!Words(review, other).SequenceEqual(Words(review, best)))
                        (Value(best) - Value(other))
                            .Should()
                            .BeGreaterThan(Error(best) + Error(other), "{0}, and window {1} ties", Where(), other);

                string Where() =>
                    $"no limit holds after step {steps} in review {review}, width {width}, channel "
                    + $"{feature % channels}, window {best}";
            }

            IEnumerable<long> Words(int review, int window) =>
                tokens.Skip((review * batch.Length) + window).Take(width);
        }
    }

    private static double[] Sums(Tensor tensor) => tensor.detach().to(float64).reshape(-1).data<double>().ToArray();
}
