using Repro.Experiments;
using Repro.Testing;
using Repro.Torch.Attribution;

namespace Repro.Torch.Tests.Attribution;

public class QuadratureTests
{
    /// <summary>
    /// An integral's rounding. The recurrence rounds four times a step, so a weight, a slope's square, is off by
    /// 2·√(4n) roundings in the root mean square. Of n weights near 1/n these are independent: their sum is off by
    /// 2·√4·√(π²/8) &lt; 5 whatever n is, and six times that are 30; nodes, the power and the last sum add six. With
    /// few points it is less.
    /// </summary>
    private static readonly double LastBits = RoundingBound.Managed(36);

    /// <summary>
    /// Five points at most: eight roundings a step for a weight in any case, and as many for the closed form.
    /// </summary>
    private static readonly double LastBitsOfFew = RoundingBound.Managed((5 * 8) + 8);

    /// <summary>Roots and weights on −1 … 1 in closed form.</summary>
    public static TheoryData<double[], double[]> ClosedForms =>
        new()
        {
            { [0], [2] },
            { [-1 / Math.Sqrt(3), 1 / Math.Sqrt(3)], [1, 1] },
            { [-Math.Sqrt(0.6), 0, Math.Sqrt(0.6)], [5.0 / 9, 8.0 / 9, 5.0 / 9] },
            {
                [-Far(4), -Near(4), Near(4), Far(4)],
                [
                    (18 - Math.Sqrt(30)) / 36,
                    (18 + Math.Sqrt(30)) / 36,
                    (18 + Math.Sqrt(30)) / 36,
                    (18 - Math.Sqrt(30)) / 36,
                ]
            },
            {
                [-Far(5), -Near(5), 0, Near(5), Far(5)],
                [
                    (322 - (13 * Math.Sqrt(70))) / 900,
                    (322 + (13 * Math.Sqrt(70))) / 900,
                    128.0 / 225,
                    (322 + (13 * Math.Sqrt(70))) / 900,
                    (322 - (13 * Math.Sqrt(70))) / 900,
                ]
            },
        };

    [Theory]
    [MemberData(nameof(ClosedForms))]
    public void Few_points_are_those_of_the_closed_forms(double[] roots, double[] weights)
    {
        var found = Quadrature.Create(QuadratureRule.GaussLegendre, roots.Length);
        found.Points.Should().Equal(roots.Select(x => (1 + x) / 2), Near);
        found.Weights.Should().Equal(weights.Select(w => w / 2), Near);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(50)]
    [InlineData(101)]
    public void Polynomials_up_to_degree_2n_minus_1_are_exact_and_no_further(int n)
    {
        var rule = Quadrature.Create(QuadratureRule.GaussLegendre, n);
        for (var degree = 0; degree < 2 * n; degree++)
            Integral(rule, x => Math.Pow(x, degree))
                .Should()
                .BeApproximately(1.0 / (degree + 1), LastBits, "x^{0} is integrated exactly", degree);
        if (n < 8) // The remainder is f⁽²ⁿ⁾·(n!)⁴/((2n + 1)·(2n)!³): Abramowitz and Stegun 25.4.29.
            (1.0 / ((2 * n) + 1) - Integral(rule, x => Math.Pow(x, 2 * n)))
                .Should()
                .BeApproximately(Math.Pow(Factorial(n), 4) / Math.Pow(Factorial(2 * n), 2) / ((2 * n) + 1), LastBits);
    }

    /// <summary>At every n the weights sum to 1, moments low and high are exact, nodes mirror and ascend.</summary>
    [Theory]
    [InlineData(4_999)]
    [InlineData(5_000)]
    [InlineData(9_999)]
    [InlineData(10_000)]
    public void Thousands_of_points_keep_fourteen_digits(int n)
    {
        var rule = Quadrature.Create(QuadratureRule.GaussLegendre, n);
        rule.Points.Should()
            .HaveCount(n)
            .And.BeInAscendingOrder()
            .And.OnlyContain(x => x > 0 && x < 1)
            .And.OnlyHaveUniqueItems();
        foreach (var degree in new[] { 0, 1, 2, 3, 10, 100, 1_000, n, (2 * n) - 1 })
            Integral(rule, x => Math.Pow(x, degree))
                .Should()
                .BeApproximately(1.0 / (degree + 1), LastBits, "x^{0} is integrated exactly", degree);
        // The slope of 1000 makes a node's rounding, and the argument's, a thousand times as large; n are independent.
        var ofCosine = LastBits + (1000 * RoundingBound.Sum(36, 2 / Math.Sqrt(n), RoundingBound.Double));
        Integral(rule, x => Math.Cos(1000 * x)).Should().BeApproximately(Math.Sin(1000) / 1000, ofCosine);
        // The remainder is c·(n + ½)⁻³, where c falls from 0.136 at one point to 0.1030 ± 0.0001 from fifty on.
        var unit = Math.Pow(n + 0.5, -3);
        Integral(rule, Math.Sqrt)
            .Should()
            .BeApproximately(
                (2.0 / 3) + (0.1030 * unit),
                (0.0001 * unit) + LastBits,
                "a root at the end tries the outermost nodes"
            );
        for (var i = 0; i < n; i++)
        {
            (rule.Points[i] + rule.Points[n - 1 - i]).Should().Be(1);
            rule.Weights[i].Should().Be(rule.Weights[n - 1 - i]).And.BePositive();
        }
    }

    /// <summary>
    /// Near an end, Legendre's polynomial is Bessel's J₀: the outermost angle is j/(n + ½) less 4·10⁻¹⁰ of itself, j
    /// being J₀'s first zero. A node computed as 1 − x would have only 8 digits there.
    /// </summary>
    [Fact]
    public void The_outermost_of_10_000_points_keeps_its_relative_digits()
    {
        const double j = 2.404825557695773,
            n = 10_000.5;
        var psi = j / n;
        var theta = psi + (((psi / Math.Tan(psi)) - 1) / (8 * psi * n * n));
        var expected = Math.Pow(Math.Sin(theta / 2), 2);
        Quadrature
            .Create(QuadratureRule.GaussLegendre, 10_000)
            .Points[0]
            .Should()
            .BeApproximately(expected, RoundingBound.Sum(4 * n, 2 * expected, RoundingBound.Double)); // Twice the angle's.
    }

    [Fact]
    public void Every_small_n_converges_and_sums_to_one()
    {
        for (var n = 1; n <= 300; n++)
            Integral(Quadrature.Create(QuadratureRule.GaussLegendre, n), _ => 1)
                .Should()
                .BeApproximately(1, LastBits, "there are {0} points", n);
    }

    [Fact]
    public void A_rule_is_built_once() =>
        Quadrature
            .Create(QuadratureRule.GaussLegendre, 321)
            .Should()
            .BeSameAs(Quadrature.Create(QuadratureRule.GaussLegendre, 321));

    [Theory]
    [InlineData(QuadratureRule.RiemannLeft, new[] { 0, 0.25, 0.5, 0.75 }, new[] { 0.25, 0.25, 0.25, 0.25 })]
    [InlineData(QuadratureRule.RiemannRight, new[] { 0.25, 0.5, 0.75, 1 }, new[] { 0.25, 0.25, 0.25, 0.25 })]
    [InlineData(QuadratureRule.RiemannMiddle, new[] { 0.125, 0.375, 0.625, 0.875 }, new[] { 0.25, 0.25, 0.25, 0.25 })]
    [InlineData(QuadratureRule.RiemannTrapezoid, new[] { 0, 1.0 / 3, 2.0 / 3, 1 }, new[] { 0.125, 0.25, 0.25, 0.125 })]
    public void Riemann_rules_are_captums(QuadratureRule rule, double[] points, double[] weights)
    {
        var found = Quadrature.Create(rule, 4);
        found.Points.Should().Equal(points);
        found.Weights.Should().Equal(weights);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(50)]
    [InlineData(5_000)]
    public void Trapezoid_weights_sum_to_n_minus_1_over_n_as_in_captum(int n) =>
        Quadrature
            .Create(QuadratureRule.RiemannTrapezoid, n)
            .Weights.Sum()
            .Should()
            .BeApproximately((n - 1.0) / n, RoundingBound.Managed(n), "equal weights may all be rounded the same way");

    [Theory]
    [InlineData(
        QuadratureRule.GaussLegendre,
        0,
        "attribution.steps: 0 is outside 1 … 10000, the range for gauss-legendre. Choose a number inside."
    )]
    [InlineData(
        QuadratureRule.GaussLegendre,
        10_001,
        "attribution.steps: 10001 is outside 1 … 10000, the range for gauss-legendre. Choose a number inside."
    )]
    [InlineData(
        QuadratureRule.RiemannLeft,
        1,
        "attribution.steps: 1 is outside 2 … 10000, the range for riemann-left. Choose a number inside."
    )]
    public void Steps_out_of_range_are_refused(QuadratureRule rule, int steps, string message) =>
        FluentActions
            .Invoking(() => Quadrature.Create(rule, steps))
            .Should()
            .Throw<ReproException>()
            .Where(e => e.ExitCode == ExitCode.Usage)
            .WithMessage(message);

    /// <summary>Compensated, so that the sum's own rounding is not what is measured.</summary>
    private static double Integral(Quadrature rule, Func<double, double> f)
    {
        double sum = 0,
            lost = 0;
        foreach (var (x, w) in rule.Points.Zip(rule.Weights))
        {
            var term = (w * f(x)) - lost;
            var next = sum + term;
            (lost, sum) = (next - sum - term, next);
        }

        return sum;
    }

    private static double Factorial(int n) => n == 0 ? 1 : n * Factorial(n - 1);

    private static bool Near(double a, double b) => Math.Abs(a - b) <= LastBitsOfFew;

    private static double Near(int n) =>
        n == 4 ? Math.Sqrt((3.0 / 7) - (2.0 / 7 * Math.Sqrt(1.2))) : Math.Sqrt(5 - (2 * Math.Sqrt(10.0 / 7))) / 3;

    private static double Far(int n) =>
        n == 4 ? Math.Sqrt((3.0 / 7) + (2.0 / 7 * Math.Sqrt(1.2))) : Math.Sqrt(5 + (2 * Math.Sqrt(10.0 / 7))) / 3;
}
