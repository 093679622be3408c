using Repro.Experiments;
using Repro.Torch.Kernels;
using TorchSharp;
using static TorchSharp.torch;

namespace Repro.Torch.Attribution;

/// <summary>The attribution of each number of an embedded sentence.</summary>
/// <param name="Values">Row-major <c>float64 [length, dim]</c>.</param>
/// <param name="Length">Positions.</param>
/// <param name="Logit">The model's logit for the input.</param>
/// <param name="Delta">Convergence delta: Σ values − (F(input) − F(reference)); 0 for an exact integral.</param>
public sealed record Attributions(double[] Values, int Length, float Logit, double Delta)
{
    /// <summary>The sum over the embedding for each position.</summary>
    public double[] PerPosition() => [.. Values.Chunk(Values.Length / Length).Select(row => row.Sum())];
}

/// <summary>
/// Integrated gradients (Sundararajan et al. 2017) over an embedding layer, as in Captum's LayerIntegratedGradients:
/// the gradient with respect to the embedded tokens is integrated along the straight line from the reference to the
/// input and multiplied by their difference. Steps are evaluated in chunks of bounded size and summed in double
/// precision.
/// </summary>
/// <param name="forward">Maps <c>[steps, length, dim]</c> to logits <c>[steps]</c>, both of the input's type; in
/// evaluation mode.</param>
/// <param name="quadrature">Points and weights of the integral.</param>
/// <param name="output">F: the logit, or its sigmoid.</param>
public sealed class LayerIntegratedGradients(
    Func<Tensor, Tensor> forward,
    Quadrature quadrature,
    AttributionOutput output
)
{
    /// <summary>
    /// Numbers per embedded chunk (256 KiB in float32). This keeps memory small for any number of steps; chunks 16
    /// times larger are not faster.
    /// </summary>
    private const int ChunkElements = 1 << 16;

    /// <summary>
    /// The model's own kernel. If it is null or returns null, the model is evaluated at every point with libtorch's
    /// autograd.
    /// </summary>
    internal Func<StraightPath, Func<double, double>, PathGradient?>? OwnKernel { get; init; }

    /// <param name="input">Embedded sentence, <c>float32</c> or <c>float64 [length, dim]</c>; the model computes in
    /// that type.</param>
    /// <param name="reference">Embedded reference, of the same shape and type.</param>
    /// <returns>The attributions; exactly 0 where input and reference are equal.</returns>
    public Attributions Attribute(Tensor input, Tensor reference)
    {
        using var scope = NewDisposeScope();
        var start = reference.detach().to(float64);
        var difference = input.detach().to(float64) - start;
        var length = (int)input.shape[0];
        var path = new StraightPath(Numbers(start), Numbers(difference), quadrature.Points, quadrature.Weights);
        if (OwnKernel?.Invoke(path, Slope) is { } known)
            return Found(
                [.. path.Difference.Zip(known.Mean, (d, mean) => d * mean)],
                length,
                (float)known.StartLogit,
                (float)known.EndLogit
            );
        var values = Numbers(difference * MeanGradient(start, difference, input.dtype));
        var logits = Logits(stack([input, reference]));
        return Found(values, length, logits[1], logits[0]);
    }

    private Attributions Found(double[] values, int length, float start, float end) =>
        new(values, length, end, values.Sum() - (F(end) - F(start)));

    private static double[] Numbers(Tensor tensor) => tensor.cpu().contiguous().data<double>().ToArray();

    /// <summary>Σ weight · ∇F(start + point · difference), <c>float64 [length, dim]</c>.</summary>
    private Tensor MeanGradient(Tensor start, Tensor difference, ScalarType type)
    {
        var points = tensor([.. quadrature.Points], float64, start.device);
        var weights = tensor([.. quadrature.Weights], float64, start.device);
        var chunk = Math.Max(1, ChunkElements / Math.Max(1, start.numel()));
        var sum = zeros_like(start);
        using var one = 1.ToScalar(); // TorchSharp's own would be given to the collector while libtorch reads it.
        for (long first = 0; first < quadrature.Points.Count; first += chunk)
        {
            using var step = NewDisposeScope();
            var length = Math.Min(chunk, quadrature.Points.Count - first);
            var path = start.add(points.narrow(0, first, length).view(-1, 1, 1) * difference, one);
            var gradients = Gradients(path.to(type)).to(float64);
            sum.add_(weights.narrow(0, first, length).matmul(gradients.flatten(1)).view_as(sum), one);
        }

        return sum;
    }

    /// <summary>
    /// ∇F at each of the embedded sentences, <c>[steps, length, dim]</c>. Sentences do not interact, so the gradient of
    /// the sum contains them all.
    /// </summary>
    private Tensor Gradients(Tensor embedded)
    {
        using var gradients = enable_grad();
        embedded.requires_grad_();
        var logits = forward(embedded);
        var outputs = output == AttributionOutput.Probability ? logits.sigmoid() : logits;
        return autograd.grad([outputs.sum()], [embedded])[0];
    }

    private float[] Logits(Tensor embedded)
    {
        using var evaluation = no_grad();
        return forward(embedded).to(float32).cpu().contiguous().data<float>().ToArray();
    }

    private double Slope(double logit) =>
        output == AttributionOutput.Probability ? 1 / (2 + Math.Exp(logit) + Math.Exp(-logit)) : 1;

    private double F(float logit) =>
        output == AttributionOutput.Probability ? 1 / (1 + Math.Exp(-(double)logit)) : logit;
}
