namespace Repro.Torch.Kernels;

/// <summary>
/// The CNN's gradient by its embedded tokens, averaged over a straight path without running the model at the path's points. On the path every
/// window's value is a line, so two numbers per window say which one wins a feature at a point and whether ReLU lets it through; the average is the
/// sum of the winning kernels, each weighted by the points at which it won. In double precision; README.md beside this file says how equal it is.
/// </summary>
/// <param name="weights">Of the convolutions.</param>
/// <param name="head">The linear unit's weight per feature.</param>
/// <param name="bias">Its bias.</param>
internal sealed class CnnPath(CnnWeights weights, float[] head, float bias)
{
    /// <summary>Σ weight · ∇F(start + point · difference).</summary>
    /// <param name="path">At least as long as the widest convolution.</param>
    /// <param name="slope">F's derivative by the logit, at a logit.</param>
    /// <returns><c>float64 [length × dim]</c>.</returns>
    public double[] MeanGradient(StraightPath path, Func<double, double> slope)
    {
        var shares = Shares([.. Enumerable.Range(0, weights.Features).Select(feature => Lines(path, feature))], path, slope);
        var gradient = new double[path.Start.Length];
        for (var feature = 0; feature < shares.Length; feature++)
        {
            var kernel = Kernel(feature);
            for (var window = 0; window < shares[feature].Length; window++)
                AddScaled(shares[feature][window], kernel, gradient.AsSpan(window * weights.Dim, kernel.Length));
        }

        return gradient;
    }

    // The kernel of a feature: float32 [width × dim], as its window's tokens lie.
    private ReadOnlySpan<float> Kernel(int feature)
    {
        var (k, channel) = Math.DivRem(feature, weights.Channels);
        var size = weights.Widths[k] * weights.Dim;
        return CnnWeights.Memory(weights.Kernels[k]).Slice(channel * size, size);
    }

    private Line[] Lines(StraightPath path, int feature)
    {
        var (k, channel) = Math.DivRem(feature, weights.Channels);
        var kernel = Kernel(feature);
        var lines = new Line[(path.Start.Length - kernel.Length) / weights.Dim + 1];
        for (var window = 0; window < lines.Length; window++)
        {
            var at = window * weights.Dim;
            lines[window] = new Line(CnnWeights.Memory(weights.Biases[k])[channel] + Dot(kernel, path.Start.AsSpan(at)), Dot(kernel, path.Difference.AsSpan(at)));
        }

        return lines;
    }

    // Per feature and window: the weights of the points at which the window won, times what the output gains by the feature there.
    private double[][] Shares(Line[][] lines, StraightPath path, Func<double, double> slope)
    {
        var shares = Array.ConvertAll(lines, windows => new double[windows.Length]);
        var winners = new int[lines.Length];
        for (var i = 0; i < path.Points.Count; i++)
        {
            double logit = bias;
            for (var feature = 0; feature < lines.Length; feature++)
            {
                winners[feature] = Largest(lines[feature], path.Points[i], out var value);
                if (value > 0) logit += head[feature] * value;
                else winners[feature] = -1;
            }

            var weight = path.Weights[i] * slope(logit);
            for (var feature = 0; feature < lines.Length; feature++)
                if (winners[feature] >= 0) shares[feature][winners[feature]] += weight * head[feature];
        }

        return shares;
    }

    // The first of equal ones, as in libtorch's max over a dimension.
    private static int Largest(Line[] lines, double point, out double value)
    {
        var winner = 0;
        value = lines[0].At(point);
        for (var window = 1; window < lines.Length; window++)
        {
            var other = lines[window].At(point);
            if (other > value) (winner, value) = (window, other);
        }

        return winner;
    }

    private static double Dot(ReadOnlySpan<float> kernel, ReadOnlySpan<double> tokens)
    {
        var sum = 0.0;
        for (var i = 0; i < kernel.Length; i++) sum += kernel[i] * tokens[i];
        return sum;
    }

    private static void AddScaled(double scale, ReadOnlySpan<float> kernel, Span<double> gradient)
    {
        if (scale == 0) return;
        for (var i = 0; i < kernel.Length; i++) gradient[i] += scale * kernel[i];
    }

    /// <summary>A window's value along the path.</summary>
    private readonly record struct Line(double Start, double Slope)
    {
        public double At(double point) => Start + (point * Slope);
    }
}
