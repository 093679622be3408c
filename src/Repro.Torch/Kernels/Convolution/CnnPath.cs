using Repro.Torch.Libtorch;

namespace Repro.Torch.Kernels.Convolution;

/// <summary>
/// The CNN's gradient with respect to its embedded tokens, averaged over a straight path without running the model at
/// each point. Along the path each window's value is linear, so two numbers per window determine which window wins a
/// feature at a point and whether ReLU passes it. The average is the sum of the winning kernels, each weighted by the
/// points at which it won. Uses double precision; ../README.md states how closely it agrees.
/// </summary>
/// <param name="weights">Weights of the convolutions.</param>
/// <param name="head">The linear layer's weight per feature.</param>
/// <param name="bias">Its bias.</param>
internal sealed class CnnPath(CnnWeights weights, float[] head, float bias)
{
    /// <param name="path">At least as long as the widest convolution.</param>
    /// <param name="slope">Derivative of F with respect to the logit.</param>
    public PathGradient GradientAlong(StraightPath path, Func<double, double> slope)
    {
        Line[][] lines = [.. Enumerable.Range(0, weights.Features).Select(feature => Lines(path, feature))];
        var (shares, winners) = (Array.ConvertAll(lines, windows => new double[windows.Length]), new int[lines.Length]);
        for (var i = 0; i < path.Points.Count; i++)
        {
            var weight = path.Weights[i] * slope(Logit(lines, path.Points[i], winners));
            for (var feature = 0; feature < lines.Length; feature++)
                if (winners[feature] >= 0)
                    shares[feature][winners[feature]] += weight * head[feature];
        }

        return new PathGradient(
            LaidDown(shares, path.Start.Length),
            Logit(lines, 0, winners),
            Logit(lines, 1, winners)
        );
    }

    // Adds each kernel at its winning windows, scaled by their share.
    private double[] LaidDown(double[][] shares, int length)
    {
        var gradient = new double[length];
        for (var feature = 0; feature < shares.Length; feature++)
        {
            var kernel = Kernel(feature);
            for (var window = 0; window < shares[feature].Length; window++)
                AddScaled(shares[feature][window], kernel, gradient.AsSpan(window * weights.Dim, kernel.Length));
        }

        return gradient;
    }

    // The kernel of a feature: float32 [width × dim], in the layout of a window's tokens.
    private ReadOnlySpan<float> Kernel(int feature)
    {
        var (k, channel) = Math.DivRem(feature, weights.Channels);
        var size = weights.Widths[k] * weights.Dim;
        return TensorMemory.Of(weights.Kernels[k]).Slice(channel * size, size);
    }

    private Line[] Lines(StraightPath path, int feature)
    {
        var (k, channel) = Math.DivRem(feature, weights.Channels);
        var kernel = Kernel(feature);
        var lines = new Line[(path.Start.Length - kernel.Length) / weights.Dim + 1];
        for (var window = 0; window < lines.Length; window++)
        {
            var at = window * weights.Dim;
            lines[window] = new Line(
                TensorMemory.Of(weights.Biases[k])[channel] + Dot(kernel, path.Start.AsSpan(at)),
                Dot(kernel, path.Difference.AsSpan(at))
            );
        }

        return lines;
    }

    // The logit at a point. Also sets the winning window per feature, or -1 if ReLU is zero.
    private double Logit(Line[][] lines, double point, int[] winners)
    {
        double logit = bias;
        for (var feature = 0; feature < lines.Length; feature++)
        {
            winners[feature] = Largest(lines[feature], point, out var value);
            if (value <= 0)
                winners[feature] = -1;
            else
                logit += head[feature] * value;
        }

        return logit;
    }

    // The first of equal values wins, and NaN wins over all others, as in libtorch's max over a dimension.
    private static int Largest(Line[] lines, double point, out double value)
    {
        var winner = 0;
        value = lines[0].At(point);
        for (var window = 1; window < lines.Length; window++)
        {
            var other = lines[window].At(point);
            if (other > value || double.IsNaN(other))
                (winner, value) = (window, other);
        }

        return winner;
    }

    private static double Dot(ReadOnlySpan<float> kernel, ReadOnlySpan<double> tokens)
    {
        var sum = 0.0;
        for (var i = 0; i < kernel.Length; i++)
            sum += kernel[i] * tokens[i];
        return sum;
    }

    private static void AddScaled(double scale, ReadOnlySpan<float> kernel, Span<double> gradient)
    {
        if (scale == 0)
            return;
        for (var i = 0; i < kernel.Length; i++)
            gradient[i] += scale * kernel[i];
    }

    /// <summary>A window's value along the path.</summary>
    private readonly record struct Line(double Start, double Slope)
    {
        public double At(double point) => Start + (point * Slope);
    }
}
