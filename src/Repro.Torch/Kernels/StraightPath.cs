namespace Repro.Torch.Kernels;

/// <summary>A straight path between embedded sentences, and the points on it to average over.</summary>
/// <param name="Start">Start of the path, <c>float64 [length × dim]</c>.</param>
/// <param name="Difference">End minus start, of the same shape.</param>
/// <param name="Points">Positions on the path, 0 … 1.</param>
/// <param name="Weights">One per point.</param>
internal sealed record StraightPath(
    double[] Start,
    double[] Difference,
    IReadOnlyList<double> Points,
    IReadOnlyList<double> Weights
);

/// <summary>Average gradient and end logits of a path, computed without libtorch's autograd.</summary>
/// <param name="Mean">Σ weight · ∇F(start + point · difference), <c>float64 [length × dim]</c>.</param>
/// <param name="StartLogit">The logit at the start of the path.</param>
/// <param name="EndLogit">The logit at its end.</param>
internal sealed record PathGradient(double[] Mean, double StartLogit, double EndLogit);
