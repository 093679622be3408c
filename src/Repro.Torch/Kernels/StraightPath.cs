namespace Repro.Torch.Kernels;

/// <summary>A straight line through embedded tokens, and the points on it over which something is averaged.</summary>
/// <param name="Start">Where it begins, <c>float64 [length × dim]</c>.</param>
/// <param name="Difference">From there to its end, of the same shape.</param>
/// <param name="Points">0 … 1: which share of the difference is added to the start.</param>
/// <param name="Weights">One per point.</param>
internal sealed record StraightPath(
    double[] Start,
    double[] Difference,
    IReadOnlyList<double> Points,
    IReadOnlyList<double> Weights
);

/// <summary>What a model says of a path without libtorch's autograd.</summary>
/// <param name="Mean">Σ weight · ∇F(start + point · difference), <c>float64 [length × dim]</c>.</param>
/// <param name="StartLogit">The logit where the path begins.</param>
/// <param name="EndLogit">And where it ends.</param>
internal sealed record PathGradient(double[] Mean, double StartLogit, double EndLogit);
