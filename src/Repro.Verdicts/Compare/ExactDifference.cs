using System.Globalization;
using Repro.Statistics;
using Repro.Verdicts.Baselines;

namespace Repro.Verdicts.Compare;

/// <summary>Result of comparing two runs that should be bitwise equal.</summary>
/// <param name="Numbers">Numbers that either run has, except those the older expected record lacks.</param>
/// <param name="Differing">Numbers that are unequal or missing in one of the two.</param>
/// <param name="First">The first of these in the order of computing: its name, how far apart the two are, and what
/// computed it; null where there is none.</param>
public sealed record ExactDifference(int Numbers, int Differing, string? First)
{
    /// <param name="expected">The expected run.</param>
    /// <param name="found">The run to check.</param>
    public static ExactDifference Compare(ExactRecord expected, ExactRecord found)
    {
        var pairs = ExactPair.Match(expected, found);
        var differing = pairs.Where(p => !p.IsSame).ToList();
        return new ExactDifference(
            pairs.Count,
            differing.Count,
            differing.Count == 0 ? null : $"first: {differing[0].Describe()}"
        );
    }
}

/// <summary>An item of two runs; null in a run that lacks it.</summary>
internal sealed record ExactPair(ExactItem? Expected, ExactItem? Found)
{
    public ExactItem Item => Expected ?? Found!;

    public bool IsSame => Expected is not null && Found is not null && Expected.IsSameAs(Found);

    /// <summary>In the order of computing, the expected one's first.</summary>
    public static IReadOnlyList<ExactPair> Match(ExactRecord expected, ExactRecord found)
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
