using System.Globalization;
using TorchSharp;

namespace Repro.Testing;

/// <summary>Compares tensors and names the worst place.</summary>
internal static class TensorAssert
{
    /// <summary>Every |actual − expected| ≤ tolerance.</summary>
    public static void Close(torch.Tensor actual, torch.Tensor expected, double tolerance, string what)
    {
        var (index, difference) = Worst(actual, expected, what);
        difference.Should().BeLessThanOrEqualTo(tolerance, "{0} is worst at {1}", what, index);
    }

    /// <summary>
    /// The largest |actual − expected| ≤ tolerance × the largest |expected|; where all of that is zero, so must this
    /// be.
    /// </summary>
    public static void RelativelyClose(torch.Tensor actual, torch.Tensor expected, double tolerance, string what) =>
        Close(actual, expected, tolerance * expected.abs().max().ToDouble(), what);

    public static void Equal(torch.Tensor actual, torch.Tensor expected, string what) =>
        Close(actual, expected, 0, what);

    private static (string Index, double Difference) Worst(torch.Tensor actual, torch.Tensor expected, string what)
    {
        actual.shape.Should().Equal(expected.shape, "{0} has a shape", what);
        var a = actual.detach().cpu().to(torch.float64).contiguous().data<double>().ToArray();
        var b = expected.detach().cpu().to(torch.float64).contiguous().data<double>().ToArray();
        a.Should().NotContain(x => double.IsNaN(x), "{0} is made of numbers", what);
        if (a.Length == 0)
            return ("nowhere", 0);
        var worst = Enumerable.Range(0, a.Length).MaxBy(i => Math.Abs(a[i] - b[i]));
        var position = new List<long>();
        var rest = (long)worst;
        foreach (var size in actual.shape.Reverse())
        {
            position.Insert(0, rest % size);
            rest /= size;
        }

        var at = string.Create(
            CultureInfo.InvariantCulture,
            $"[{string.Join(", ", position)}]: {a[worst]:R} where {b[worst]:R} is expected"
        );
        return (at, Math.Abs(a[worst] - b[worst]));
    }
}
