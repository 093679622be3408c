using MathNet.Numerics.Statistics;
using Repro.Verdicts.Baselines;

namespace Repro.Verdicts.Diff;

/// <summary>How far two lists of word importances, position by position, say the same.</summary>
internal static class WordAgreement
{
    /// <summary>The most words that <see cref="SharedTop"/> looks at.</summary>
    public const int MostTop = 5;

    /// <summary>
    /// Spearman's ρ, −1 … 1: Pearson's correlation of the ranks, where equal values share the mean of theirs (Spearman
    /// 1904; scipy.stats.spearmanr). Six decimals.
    /// </summary>
    /// <returns>Null where it is not defined: fewer than two words, or a side on which all are equal.</returns>
    public static double? RankCorrelation(IReadOnlyList<double> from, IReadOnlyList<double> to)
    {
        if (from.Count < 2 || from.Distinct().Count() < 2 || to.Distinct().Count() < 2)
            return null;
        return Math.Round(Correlation.Spearman(from, to), 6);
    }

    /// <summary>Words looked at by <see cref="SharedTop"/>.</summary>
    public static int TopOf(int words) => Math.Min(MostTop, words);

    /// <summary>
    /// How many of the words with the largest |importance| are among the largest of both; the earlier of equals.
    /// </summary>
    public static int SharedTop(IReadOnlyList<double> from, IReadOnlyList<double> to) =>
        Top(from).Intersect(Top(to)).Count();

    /// <summary>
    /// Positions, from 0, where one side speaks for label 1 and the other against it. A weak word
    /// (<see cref="Signs.Weakest"/>) has no sign to turn.
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
