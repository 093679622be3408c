using Repro.Torch.Libtorch;

namespace Repro.Torch.Kernels.Recurrent;

/// <summary>
/// The RNN's gradient with respect to its embedded tokens, averaged over a straight path. The model is evaluated at
/// every point by <see cref="FusedRnn"/>, without autograd and without gradients of the parameters. Sums over points
/// use double precision.
/// </summary>
/// <param name="rnn">The recurrent layers.</param>
/// <param name="width">Width of an embedded token.</param>
/// <param name="head">The linear layer's weights, one per number of a state.</param>
/// <param name="bias">Its bias.</param>
internal sealed class RnnPath(FusedRnn rnn, int width, float[] head, float bias)
{
    /// <summary>
    /// Number of points evaluated together. It determines how sums are split, so the last bits depend on it.
    /// </summary>
    private const int PointsAtOnce = 256;

    /// <param name="path">Path of at least one token.</param>
    /// <param name="slope">Derivative of F with respect to the logit.</param>
    public PathGradient GradientAlong(StraightPath path, Func<double, double> slope)
    {
        // The endpoints are included only for their logits.
        (double Point, double Weight)[] points = [(0, 0), (1, 0), .. path.Points.Zip(path.Weights)];
        var (mean, ends) = (new double[path.Start.Length], new List<double>());
        using var rows = new RowBuffer(width);
        foreach (var some in points.Chunk(PointsAtOnce))
        {
            var reviews = new PackedReviews([.. Enumerable.Repeat(path.Start.Length / width, some.Length)]);
            var logits = Logits(reviews, path, some, rows);
            if (ends.Count == 0)
                ends.AddRange(logits[..2]);
            AddGradients(reviews, some, Array.ConvertAll(logits, logit => slope(logit)), mean);
        }

        return new PathGradient(mean, ends[0], ends[1]);
    }

    private double[] Logits(
        PackedReviews reviews,
        StraightPath path,
        (double Point, double Weight)[] points,
        RowBuffer rows
    )
    {
        rows.Reserve(reviews.Tokens);
        using var embedded = rows.Rows(0, reviews.Tokens);
        var memory = TensorMemory.Of(embedded);
        for (var row = 0; row < reviews.Tokens; row++)
        {
            var (token, point) = Math.DivRem(row, points.Length);
            for (var i = 0; i < width; i++)
                memory[(row * width) + i] = (float)(
                    path.Start[(token * width) + i] + (points[point].Point * path.Difference[(token * width) + i])
                );
        }

        return
        [
            .. rnn.Forward(reviews, [.. Enumerable.Range(0, reviews.Tokens)], embedded, training: false)
                .Chunk(head.Length)
                .Select(Logit),
        ];
    }

    private double Logit(float[] state)
    {
        double logit = bias;
        for (var i = 0; i < state.Length; i++)
            logit += state[i] * head[i];
        return logit;
    }

    // All reviews have equal length: packed order is by token, then by point.
    private void AddGradients(
        PackedReviews reviews,
        (double Point, double Weight)[] points,
        double[] slopes,
        double[] mean
    )
    {
        rnn.Backward(
            reviews,
            [.. slopes.SelectMany(slope => head.Select(weight => (float)(slope * weight)))],
            parameters: false
        );
        var gradient = new float[width];
        for (var row = 0; row < reviews.Tokens; row++)
        {
            var (token, point) = Math.DivRem(row, points.Length);
            Array.Clear(gradient);
            rnn.AddTokenGradient(reviews, row, gradient);
            for (var i = 0; i < width; i++)
                mean[(token * width) + i] += points[point].Weight * gradient[i];
        }
    }
}
