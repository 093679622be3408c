using System.Globalization;
using Repro.Statistics;
using Repro.Verdicts.Baselines;

namespace Repro.Verdicts.Compare;

/// <summary>Two runs that ought to be the same, bit for bit.</summary>
/// <param name="Numbers">That either has.</param>
/// <param name="Differing">That are not equal, or that one of the two lacks.</param>
/// <param name="First">The first of these in the order of computing: its name, how far apart the two are, and what
/// computed it; null where there is none.</param>
public sealed record ExactDifference(int Numbers, int Differing, string? First)
{
    /// <param name="expected">What was computed before.</param>
    /// <param name="found">What is held against it.</param>
    public static ExactDifference Of(ExactRecord expected, ExactRecord found)
    {
        var (left, right) = (
            expected.InOrder().ToDictionary(n => n.Name, StringComparer.Ordinal),
            found.InOrder().ToDictionary(n => n.Name, StringComparer.Ordinal)
        );
        var all = expected.InOrder().Concat(found.InOrder().Where(n => !left.ContainsKey(n.Name))).ToList();
        var differing = all.Where(n =>
                !(
                    left.TryGetValue(n.Name, out var a)
                    && right.TryGetValue(n.Name, out var b)
                    && a.Value.Equals(b.Value)
                )
            )
            .ToList();
        return new ExactDifference(
            all.Count,
            differing.Count,
            differing.Count == 0 ? null : Describe(differing[0], left, right)
        );
    }

    private static string Describe(
        ExactNumber first,
        Dictionary<string, ExactNumber> left,
        Dictionary<string, ExactNumber> right
    )
    {
        if (!right.TryGetValue(first.Name, out var b))
            return $"first: {first.Name} is missing ({first.Place})";
        if (!left.TryGetValue(first.Name, out var a))
            return $"first: {first.Name} is one too many ({first.Place})";
        var relative = Math.Abs(b.Value - a.Value) / Math.Max(Math.Abs(a.Value), double.Epsilon);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"first: {first.Name}, {b.Value:R} instead of {a.Value:R}, {Ulp.Between(a.Value, b.Value)} apart, "
                + $"{relative:0.0e+0} relative; {first.Place}"
        );
    }
}
