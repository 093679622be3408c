using Repro.Experiment;

namespace Repro.Compare;

/// <summary>Which way each word of a sentence pushes: all that attributions of different seeds or machines are asked to agree on.</summary>
public static class Signs
{
    /// <summary>Below this share of the sentence's norm a word has no sign: it may go either way without meaning anything.</summary>
    public const double Weakest = 0.05;

    /// <summary>Per sentence one of <c>+</c>, <c>-</c>, <c>0</c> a word.</summary>
    public static EquatableList<string> Of(AttributionTable? table) =>
        [.. (table?.Rows ?? []).Select(row => string.Concat(row.Words.Select(w => Of(w.Importance))))];

    public static char Of(double importance) => importance >= Weakest ? '+' : importance <= -Weakest ? '-' : '0';

    /// <summary>The signs that every run gives: path (<c>attribution.1.sign.4</c>) → 1 or −1.</summary>
    public static SortedDictionary<string, double> Agreed(IReadOnlyList<BaselineRun> runs)
    {
        var agreed = new SortedDictionary<string, double>(QuantityOrder.Instance);
        if (runs.Count == 0) return agreed;
        for (var s = 0; s < runs[0].Signs.Count; s++)
            for (var w = 0; w < runs[0].Signs[s].Length; w++)
            {
                var sign = runs[0].Signs[s][w];
                if (sign != '0' && runs.All(r => r.Signs.Count > s && r.Signs[s].Length > w && r.Signs[s][w] == sign))
                    agreed[QuantityPath.Sign(s + 1, w + 1)] = sign == '+' ? 1 : -1;
            }

        return agreed;
    }

    /// <summary>A run's sign of every word, weak ones by their direction: path → −1, 0 or 1.</summary>
    public static SortedDictionary<string, double> Found(AttributionTable? table)
    {
        var found = new SortedDictionary<string, double>(QuantityOrder.Instance);
        foreach (var (row, s) in (table?.Rows ?? []).Select((r, i) => (r, i + 1)))
            foreach (var (word, w) in row.Words.Select((x, i) => (x, i + 1)))
                found[QuantityPath.Sign(s, w)] = Of(word.Importance) switch { '+' => 1, '-' => -1, _ => 0 };
        return found;
    }
}
