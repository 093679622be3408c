using System.Globalization;
using Repro.Experiments;
using Repro.Quantities;
using Repro.Runs;

namespace Repro.Metrics;

/// <summary>
/// Holds what follows in an attribution table from its other numbers against them: the score is the sum of the word
/// importances, and labels follow from the probability and the score as the writer makes them.
/// </summary>
public static class AttributionAgreement
{
    /// <param name="table">As it was read.</param>
    /// <param name="rule">What the column "Attribution label" shows; null where it is not known, and not looked
    /// at.</param>
    /// <param name="rounded">
    /// Whether the numbers were rounded to a baseline's digits. The score may then be off by half a unit of its last
    /// digit and one of each word's, and what lies within half a unit of a tie has no label; else nothing may be off.
    /// </param>
    /// <param name="classOf">0 or 1 for a label that is known from elsewhere, or null.</param>
    /// <returns>Sentences without an end.</returns>
    public static IEnumerable<string> Faults(
        AttributionTable table,
        AttributionLabelRule? rule,
        bool rounded,
        Func<string, int?> classOf
    )
    {
        var half = rounded ? Rounding.HalfUnit : 0;
        var labels = new SortedDictionary<int, string>();
        foreach (var (row, sentence) in table.Rows.Select((row, i) => (row, i + 1)))
        {
            double[] importances = [.. row.Words.Select(word => word.Importance)];
            var sum = importances.Sum();
            // Decimals that were rounded are off by a rounding to binary, too.
            var off = rounded ? (half * (importances.Length + 1)) + 1e-12 : 0;
            if (Math.Abs(row.Score - sum) > off)
                yield return $"{QuantityPath.Score(sentence)} is {Text(row.Score)}, and its words add up to {Text(sum)}";
            if (row.Probability is not (>= 0 and <= 1))
                yield return $"{QuantityPath.Probability(sentence)} is {Text(row.Probability)}, and not from 0 to 1";
            else if (
                (!rounded || Math.Abs(row.Probability - 0.5) > half)
                && Other(row.PredictedLabel, Classes.Round((float)row.Probability)) is { } predicted
            )
                yield return $"predicted label {sentence} is {TerminalText.Quote(row.PredictedLabel)}, where the "
                    + $"probability {Text(row.Probability)} gives {predicted}";
            if (
                rule is { } known
                && (known == AttributionLabelRule.AlwaysOne || !rounded || Math.Abs(row.Score) > half)
                && Other(row.AttributionLabel, known.ClassOf(row.Score)) is { } attributed
            )
                yield return $"attribution label {sentence} is {TerminalText.Quote(row.AttributionLabel)}, where the "
                    + $"score {Text(row.Score)} gives {attributed}";
        }

        // The first row that has a class names it, unless its label is another class's; else the label that it has.
        string? Other(string label, int given)
        {
            if (labels.TryGetValue(given, out var named))
                return named == label ? null : TerminalText.Quote(named);
            var other = classOf(label) ?? labels.Where(l => l.Value == label).Select(l => (int?)l.Key).FirstOrDefault();
            if (other is { } wrong && wrong != given)
                return "the other one";
            labels[given] = label;
            return null;
        }
    }

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
