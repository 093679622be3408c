using Repro.Randomness;
using Repro.Testing;

namespace Repro.Torch.Tests.Kernels;

/// <summary>The bound of a sum, where it is the probable one, on sums as kernels add them.</summary>
public class RoundingBoundTests
{
    /// <summary>By Hoeffding 1,200 sums exceed it with a probability of 4·10⁻⁵ at most; the seed is fixed.</summary>
    [Theory]
    [InlineData(36)]
    [InlineData(500)]
    [InlineData(4_000)]
    public void Sums_in_any_order_are_within_the_bound_and_some_need_a_thousandth_of_it(int terms)
    {
        var random = new PythonRandom(17);
        var most = 0.0;
        for (var draw = 0; draw < 100; draw++)
        {
            float[] products =
            [
                .. Enumerable
                    .Range(0, terms)
                    .Select(_ => (float)(random.NextDouble() - 0.5) * (float)(random.NextDouble() - 0.5)),
            ];
            var exact = products.Sum(p => (double)p);
            var limit = RoundingBound.Sum(terms, products.Sum(p => Math.Abs((double)p)));
            foreach (
                var sum in (float[])
                    [OneByOne(products, 1), OneByOne(products, 8), OneByOne(products, 16), Halved(products)]
            )
            {
                Math.Abs(sum - exact).Should().BeLessThanOrEqualTo(limit);
                most = Math.Max(most, Math.Abs(sum - exact) / limit);
            }
        }

        most.Should().BeGreaterThan(0.001, "else the bound would say little");
    }

    // In so many sums side by side, as a vector adds.
    private static float OneByOne(float[] terms, int lanes)
    {
        var sums = new float[lanes];
        for (var i = 0; i < terms.Length; i++)
            sums[i % lanes] += terms[i];
        return sums.Aggregate((a, b) => a + b);
    }

    private static float Halved(ReadOnlySpan<float> terms) =>
        terms.Length == 1 ? terms[0] : Halved(terms[..(terms.Length / 2)]) + Halved(terms[(terms.Length / 2)..]);
}
