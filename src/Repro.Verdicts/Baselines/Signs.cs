using Repro.Quantities;
using Repro.Runs;

namespace Repro.Verdicts.Baselines;

/// <summary>
/// The sign of each word's attribution. Attributions of different seeds or machines are only compared by sign.
/// </summary>
public static class Signs
{
    /// <summary>
    /// Below this share of the sentence's norm a word has no sign, because its direction is not meaningful.
    /// </summary>
    public const double Weakest = 0.05;

    /// <summary>Per sentence, one of <c>+</c>, <c>-</c>, <c>0</c> per word.</summary>
    public static EquatableList<string> Of(AttributionTable? table) =>
        [.. (table?.Rows ?? []).Select(row => string.Concat(row.Words.Select(w => Of(w.Importance))))];

    public static char Of(double importance) =>
        importance >= Weakest ? '+'
        : importance <= -Weakest ? '-'
        : '0';

    /// <summary>The signs that all runs agree on: path (<c>attribution.1.sign.4</c>) → 1 or −1.</summary>
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

    /// <summary>Number of expected signs (1, −1) that are opposite in a run; weak words do not count.</summary>
    public static int Turned(SortedDictionary<string, double> expected, SortedDictionary<string, double> found) =>
        expected.Count(e => found.TryGetValue(e.Key, out var sign) && sign == -e.Value);

    /// <summary>
    /// How many signs differ between runs of different seeds: for each run, the number of signs on which all other runs
    /// agree but this one does not. One is added, following Laplace's rule of succession: that no difference was
    /// observed does not mean that none can occur.
    /// </summary>
    public static IReadOnlyList<double> TurnedAmong(IReadOnlyList<BaselineRun> runs) =>
        [
            .. runs.Select(run =>
                (double)Turned(Agreed([.. runs.Where(other => other.Seed != run.Seed)]), Found(run.Signs))
            ),
            1,
        ];

    /// <summary>Stored signs by path → −1, 0 or 1.</summary>
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

    /// <summary>A run's sign for every word, including weak ones: path → −1, 0 or 1.</summary>
    public static SortedDictionary<string, double> Found(AttributionTable? table) => Found(Of(table));
}
