using Repro.Experiments;

namespace Repro.Torch.Attribution;

/// <summary>
/// Points on the straight path from the reference (0) to the input (1) where gradients are computed, and their weights.
/// </summary>
/// <param name="Points">0 … 1, ascending.</param>
/// <param name="Weights">One per point. They sum to 1, except for the trapezoid rule, where they sum to (n −
/// 1)/n.</param>
public sealed record Quadrature(IReadOnlyList<double> Points, IReadOnlyList<double> Weights)
{
    public const int MaximumSteps = 10_000;

    /// <summary>
    /// Creates one of the rules of Captum's <c>approximation_methods</c>, following their definitions exactly.
    /// </summary>
    /// <param name="rule">Which rule.</param>
    /// <param name="steps">1 … 10,000 for Gauss–Legendre, 2 … 10,000 for the others, as in Captum.</param>
    public static Quadrature Create(QuadratureRule rule, int steps)
    {
        var least = rule == QuadratureRule.GaussLegendre ? 1 : 2;
        if (steps < least || steps > MaximumSteps)
            throw ReproException.Usage(
                $"attribution.steps: {steps} is outside {least} … {MaximumSteps}, the range for {Words.Of(rule)}. "
                    + "Choose a number inside."
            );
        return rule switch
        {
            QuadratureRule.GaussLegendre => GaussLegendre.Rule(steps),
            QuadratureRule.RiemannLeft => Riemann(steps, i => (double)i / steps),
            QuadratureRule.RiemannRight => Riemann(steps, i => (i + 1.0) / steps),
            QuadratureRule.RiemannMiddle => Riemann(steps, i => (i + 0.5) / steps),
            QuadratureRule.RiemannTrapezoid => Trapezoid(steps),
            _ => throw ReproException.Usage(
                $"attribution.rule: {rule} is not one of {string.Join(", ", Words.All<QuadratureRule>())}. "
                    + "Choose one of them."
            ),
        };
    }

    private static Quadrature Riemann(int steps, Func<int, double> point) =>
        new([.. Enumerable.Range(0, steps).Select(point)], [.. Enumerable.Repeat(1.0 / steps, steps)]);

    /// <summary>n points including both ends form n − 1 intervals, but Captum uses weights of 1/n.</summary>
    private static Quadrature Trapezoid(int steps) =>
        new(
            [.. Enumerable.Range(0, steps).Select(i => i / (steps - 1.0))],
            [.. Enumerable.Range(0, steps).Select(i => (i == 0 || i == steps - 1 ? 0.5 : 1.0) / steps)]
        );
}
