using System.Collections.Concurrent;
using System.Numerics;

namespace Repro.Torch.Attribution;

/// <summary>
/// Gauss–Legendre quadrature on 0 … 1 for thousands of points. Newton's method in the angle θ (x = cos θ), with the
/// three-term recurrence carried as differences of neighbouring polynomials: near x = 1, where 1 − x would cancel, both
/// nodes and weights keep their relative precision (Abramowitz and Stegun 22.7.10 and 25.4.29).
/// </summary>
internal static class GaussLegendre
{
    private const int MaximumIterations = 10;

    /// <summary>
    /// Newton's method converges quadratically: after a step this small, the next is below the last bit.
    /// </summary>
    private const double SmallStep = 1e-9;

    private static readonly ConcurrentDictionary<int, Quadrature> Cache = new();

    /// <summary>The rule of <paramref name="n"/> points, exact for polynomials of degree up to 2n − 1.</summary>
    public static Quadrature Rule(int n) => Cache.GetOrAdd(n, Build);

    private static Quadrature Build(int n)
    {
        var half = (n + 1) / 2;
        var theta = Angles(n, half);
        var slopes = new double[half];
        for (var iteration = 0; Improve(n, theta, slopes) > SmallStep; iteration++)
        {
            if (iteration == MaximumIterations)
                throw new InvalidOperationException(
                    $"The {n}-point rule does not converge in {MaximumIterations} iterations."
                );
        }

        Improve(n, theta, slopes);
        return Mirrored(n, theta, slopes);
    }

    /// <summary>Tricomi's approximation of the angles of the positive nodes, ascending.</summary>
    private static double[] Angles(int n, int half)
    {
        var theta = new double[half];
        for (var k = 0; k < half; k++)
        {
            var first = Math.PI * ((4 * k) + 3) / ((4 * n) + 2);
            theta[k] = first + ((n - 1) / (8.0 * n * n * n * Math.Tan(first)));
        }

        return theta;
    }

    /// <summary>
    /// One Newton step for every angle; <paramref name="slopes"/> receives dPₙ/dθ at the input angles.
    /// </summary>
    /// <returns>The largest step, relative to its angle.</returns>
    private static double Improve(int n, double[] theta, double[] slopes)
    {
        var lanes = Vector<double>.Count;
        var largest = 0.0;
        Span<double> u = stackalloc double[lanes],
            p = stackalloc double[lanes],
            d = stackalloc double[lanes];
        for (var first = 0; first < theta.Length; first += lanes)
        {
            for (var lane = 0; lane < lanes; lane++)
                u[lane] = OneMinusCosine(theta[Math.Min(first + lane, theta.Length - 1)]);
            Legendre(n, u, p, d);
            for (var i = first; i < Math.Min(first + lanes, theta.Length); i++)
            {
                var lane = i - first;
                slopes[i] = -n * ((u[lane] * p[lane]) - d[lane]) / Math.Sin(theta[i]);
                var step = p[lane] / slopes[i];
                theta[i] -= step;
                largest = Math.Max(largest, Math.Abs(step) / theta[i]);
            }
        }

        return largest;
    }

    /// <summary>
    /// Pₙ(1 − u) and Pₙ − Pₙ₋₁ by (k + 1)(Pₖ₊₁ − Pₖ) = k(Pₖ − Pₖ₋₁) − (2k + 1)·u·Pₖ, for one vector of u at a time.
    /// </summary>
    private static void Legendre(int n, ReadOnlySpan<double> u, Span<double> value, Span<double> difference)
    {
        var uu = new Vector<double>(u);
        var p = Vector<double>.One;
        var d = Vector<double>.Zero;
        for (var k = 0; k < n; k++)
        {
            d = ((d * k) - (uu * p * ((2 * k) + 1))) / new Vector<double>(k + 1);
            p += d;
        }

        p.CopyTo(value);
        d.CopyTo(difference);
    }

    private static Quadrature Mirrored(int n, double[] theta, double[] slopes)
    {
        var (points, weights) = (new double[n], new double[n]);
        for (var k = 0; k < theta.Length; k++)
        {
            var middle = k == n - 1 - k;
            points[k] = middle ? 0.5 : OneMinusCosine(theta[k]) / 2;
            points[n - 1 - k] = 1 - points[k];
            weights[k] = weights[n - 1 - k] = 1 / (slopes[k] * slopes[k]);
        }

        return new Quadrature(points, weights);
    }

    /// <summary>1 − cos θ without the cancellation.</summary>
    private static double OneMinusCosine(double theta)
    {
        var sine = Math.Sin(theta / 2);
        return 2 * sine * sine;
    }
}
