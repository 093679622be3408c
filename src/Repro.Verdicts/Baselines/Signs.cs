using Repro.Quantities;
using Repro.Runs;

namespace Repro.Verdicts.Baselines;

/// <summary>
/// Which way each word of a sentence pushes: all that attributions of different seeds or machines are asked to agree
/// on.
/// </summary>
public static class Signs
{
    /// <summary>
    /// Below this share of the sentence's norm a word has no sign: it may go either way without meaning anything.
    /// </summary>
    public const double Weakest = 0.05;

    /// <summary>Per sentence one of <c>+</c>, <c>-</c>, <c>0</c> a word.</summary>
    public static EquatableList<string> Of(AttributionTable? table) =>
        [.. (table?.Rows ?? []).Select(row => string.Concat(row.Words.Select(w => Of(w.Importance))))];

    public static char Of(double importance) =>
        importance >= Weakest ? '+'
        : importance <= -Weakest ? '-'
        : '0';

    /// <summary>The signs that every run gives: path (<c>attribution.1.sign.4</c>) → 1 or −1.</summary>
    public static SortedDictionary<string, double> Agreed(IReadOnlyList<BaselineRun> runs)
    {
        var agreed = new SortedDictionary<string, double>(QuantityOrder.Instance);
        if (runs.Count == 0)
            return agreed;
        for (var s = 0; s < runs[0].Signs.Count; s++)
        for (var w = 0; w < runs[0].Signs[s].Length; w++)
        {
            var sign = runs[0].Signs[s][w];
            if (sign != '0' && runs.All(r => r.Signs.Count > s && r.Signs[s].Length > w && r.Signs[s][w] == sign))
                agreed[QuantityPath.Sign(s + 1, w + 1)] = sign == '+' ? 1 : -1;
        }

        return agreed;
    }

    /// <summary>The signs that a table's words have: path → 1 or −1; weak words are left out.</summary>
    public static SortedDictionary<string, double> Strong(AttributionTable table) =>
        new(Found(table).Where(s => s.Value != 0).ToDictionary(), QuantityOrder.Instance);

    /// <summary>
    /// How many of the expected signs (1, −1) a run has the other way; a weak word contradicts nobody.
    /// </summary>
    public static int Turned(SortedDictionary<string, double> expected, SortedDictionary<string, double> found) =>
        expected.Count(e => found.TryGetValue(e.Key, out var sign) && sign == -e.Value);

    /// <summary>
    /// How many signs turn between runs of different seeds: of each run in turn, those that all others agree on and it
    /// contradicts. One more turned word is counted in, as Laplace's rule of succession has it: not to have seen one
    /// turn does not mean that none can.
    /// </summary>
    public static IReadOnlyList<double> TurnedAmong(IReadOnlyList<BaselineRun> runs) =>
        [
            .. runs.Select(run =>
                (double)Turned(Agreed([.. runs.Where(other => other.Seed != run.Seed)]), Found(run.Signs))
            ),
            1,
        ];

    /// <summary>Remembered signs by path → −1, 0 or 1.</summary>
    public static SortedDictionary<string, double> Found(IReadOnlyList<string> signs)
    {
        var found = new SortedDictionary<string, double>(QuantityOrder.Instance);
        for (var s = 0; s < signs.Count; s++)
        for (var w = 0; w < signs[s].Length; w++)
            found[QuantityPath.Sign(s + 1, w + 1)] = signs[s][w] switch
            {
                '+' => 1,
                '-' => -1,
                _ => 0,
            };
        return found;
    }

    /// <summary>A run's sign of every word, weak ones by their direction: path → −1, 0 or 1.</summary>
    public static SortedDictionary<string, double> Found(AttributionTable? table) => Found(Of(table));
}
