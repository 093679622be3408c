using System.Globalization;
using Repro.Statistics;
using Repro.Verdicts.Baselines;

namespace Repro.Verdicts.Compare;

/// <summary>Two runs that ought to be the same, bit for bit.</summary>
/// <param name="Numbers">That either has; what the expected one is too old to have recorded does not count.</param>
/// <param name="Differing">That are not equal, or that one of the two lacks.</param>
/// <param name="First">The first of these in the order of computing: its name, how far apart the two are, and what
/// computed it; null where there is none.</param>
public sealed record ExactDifference(int Numbers, int Differing, string? First)
{
    /// <param name="expected">What was computed before.</param>
    /// <param name="found">What is held against it.</param>
    public static ExactDifference Of(ExactRecord expected, ExactRecord found)
    {
        var pairs = ExactPair.Of(expected, found);
        var differing = pairs.Where(p => !p.IsSame).ToList();
        return new ExactDifference(
            pairs.Count,
            differing.Count,
            differing.Count == 0 ? null : $"first: {differing[0].Describe()}"
        );
    }
}

/// <summary>One item of two runs; null where that one lacks it.</summary>
internal sealed record ExactPair(ExactItem? Expected, ExactItem? Found)
{
    public ExactItem Item => Expected ?? Found!;

    public bool IsSame => Expected is not null && Found is not null && Expected.IsSameAs(Found);

    /// <summary>In the order of computing, the expected one's first.</summary>
    public static IReadOnlyList<ExactPair> Of(ExactRecord expected, ExactRecord found)
    {
        var (left, right) = (expected.InOrder(), found.WithRecordsOf(expected).InOrder());
        var (known, there) = (
            left.ToDictionary(i => i.Path, StringComparer.Ordinal),
            right.ToDictionary(i => i.Path, StringComparer.Ordinal)
        );
        return
        [
            .. left.Select(item => new ExactPair(item, there.GetValueOrDefault(item.Path))),
            .. right.Where(item => !known.ContainsKey(item.Path)).Select(item => new ExactPair(null, item)),
        ];
    }

    /// <summary>What it is, how far apart the two are, and what computed it.</summary>
    public string Describe() =>
        (Expected, Found) switch
        {
            ({ } a, null) => $"{a.Name} is missing ({a.Place})",
            (null, { } b) => $"{b.Name} is one too many ({b.Place})",
            ({ Value: { } a }, { Value: { } b }) => string.Create(
                CultureInfo.InvariantCulture,
                $"{Item.Name}, {b:R} instead of {a:R}, {Ulp.Between(a, b)} apart, "
                    + $"{Math.Abs(b - a) / Math.Max(Math.Abs(a), double.Epsilon):0.0e+0} relative; {Item.Place}"
            ),
            _ => $"{Item.Name}, digest {Found?.Text} instead of {Expected?.Text}; {Item.Place}",
        };
}
