using MathNet.Numerics.Statistics;
using Repro.Verdicts.Baselines;

namespace Repro.Verdicts.Diff;

/// <summary>Measures how well two lists of word importances agree, position by position.</summary>
internal static class WordAgreement
{
    /// <summary>Maximum number of words compared by <see cref="SharedTop"/>.</summary>
    public const int MostTop = 5;

    /// <summary>
    /// Spearman's ρ, −1 … 1: Pearson's correlation of the ranks, where ties share their mean rank (Spearman 1904;
    /// scipy.stats.spearmanr). Six decimals.
    /// </summary>
    /// <returns>Null if undefined: fewer than two words, or all values of a side are equal.</returns>
    public static double? RankCorrelation(IReadOnlyList<double> from, IReadOnlyList<double> to)
    {
        if (from.Count < 2 || from.Distinct().Count() < 2 || to.Distinct().Count() < 2)
            return null;
        return Math.Round(Correlation.Spearman(from, to), 6);
    }

    /// <summary>Number of words compared by <see cref="SharedTop"/>.</summary>
    public static int TopOf(int words) => Math.Min(MostTop, words);

    /// <summary>
    /// Number of words among those with the largest |importance| of both sides; of ties, the earlier wins.
    /// </summary>
    public static int SharedTop(IReadOnlyList<double> from, IReadOnlyList<double> to) =>
        Top(from).Intersect(Top(to)).Count();

    /// <summary>
    /// Positions, from 0, where the two sides have opposite signs. Weak words (<see cref="Signs.Weakest"/>) have no
    /// sign.
    /// </summary>
    public static IEnumerable<int> SignFlips(IReadOnlyList<double> from, IReadOnlyList<double> to) =>
        Enumerable
            .Range(0, Math.Min(from.Count, to.Count))
            .Where(i => (Signs.Of(from[i]), Signs.Of(to[i])) is ('+', '-') or ('-', '+'));

    private static IEnumerable<int> Top(IReadOnlyList<double> importances) =>
        Enumerable
            .Range(0, importances.Count)
            .OrderByDescending(i => Math.Abs(importances[i]))
            .Take(TopOf(importances.Count));
}
