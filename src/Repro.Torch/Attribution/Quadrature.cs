using Repro.Experiments;

namespace Repro.Torch.Attribution;

/// <summary>
/// Where on the straight path from the reference (0) to the input (1) gradients are taken, and what each counts.
/// </summary>
/// <param name="Points">0 … 1, ascending.</param>
/// <param name="Weights">One per point. They sum to 1, but for the trapezoid rule's (n − 1)/n.</param>
public sealed record Quadrature(IReadOnlyList<double> Points, IReadOnlyList<double> Weights)
{
    public const int MaximumSteps = 10_000;

    /// <summary>The rules of Captum's <c>approximation_methods</c>, to the letter of their definitions.</summary>
    /// <param name="rule">Which rule.</param>
    /// <param name="steps">1 … 10,000 for Gauss–Legendre, 2 … 10,000 for the others, as in Captum.</param>
    public static Quadrature Of(QuadratureRule rule, int steps)
    {
        var least = rule == QuadratureRule.GaussLegendre ? 1 : 2;
        if (steps < least || steps > MaximumSteps)
            throw ReproException.Usage(
                $"attribution.steps: {steps} is not from {least} to {MaximumSteps}, which {Words.Of(rule)} "
                    + "takes. Choose a number in between."
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

    /// <summary>n points, both ends among them, make n − 1 intervals; Captum weighs by 1/n all the same.</summary>
    private static Quadrature Trapezoid(int steps) =>
        new(
            [.. Enumerable.Range(0, steps).Select(i => i / (steps - 1.0))],
            [.. Enumerable.Range(0, steps).Select(i => (i == 0 || i == steps - 1 ? 0.5 : 1.0) / steps)]
        );
}
