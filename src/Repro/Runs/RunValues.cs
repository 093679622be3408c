using Repro.Quantities;

namespace Repro.Runs;

/// <summary>The numbers of a run by path, in reading order. Baselines, comparisons and claims use them.</summary>
public static class RunValues
{
    public static SortedDictionary<string, double> Of(RunResult run)
    {
        var values = Metrics(run.Metrics);
        foreach (var (path, value) in Curve(run.History))
            values[path] = value;
        foreach (var (path, value) in Attributions(run.Attributions))
            values[path] = value;
        foreach (var (path, value) in run.Interventions)
            values[path] = value;
        return values;
    }

    public static SortedDictionary<string, double> Metrics(IEnumerable<KeyValuePair<string, double>> metrics) =>
        new(metrics.ToDictionary(m => m.Key, m => m.Value, StringComparer.Ordinal), QuantityOrder.Instance);

    public static SortedDictionary<string, double> Curve(TrainingHistory? history)
    {
        var values = new SortedDictionary<string, double>(QuantityOrder.Instance);
        foreach (var epoch in history?.Epochs ?? [])
        {
            values[QuantityPath.TrainLoss(epoch.Epoch)] = epoch.TrainLoss;
            values[QuantityPath.ValidationLoss(epoch.Epoch)] = epoch.ValidationLoss;
        }

        return values;
    }

    public static SortedDictionary<string, double> Attributions(AttributionTable? table)
    {
        var values = new SortedDictionary<string, double>(QuantityOrder.Instance);
        foreach (var (row, sentence) in Numbered(table?.Rows ?? []))
        {
            values[QuantityPath.Probability(sentence)] = row.Probability;
            values[QuantityPath.Score(sentence)] = row.Score;
            values[QuantityPath.Delta(sentence)] = row.Delta;
            foreach (var (word, position) in Numbered(row.Words))
                values[QuantityPath.Importance(sentence, position)] = word.Importance;
        }

        return values;
    }

    private static IEnumerable<(T Item, int Number)> Numbered<T>(IEnumerable<T> items) =>
        items.Select((item, i) => (item, i + 1));
}
