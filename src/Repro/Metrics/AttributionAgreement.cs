using System.Globalization;
using Repro.Experiments;
using Repro.Quantities;
using Repro.Runs;

namespace Repro.Metrics;

/// <summary>
/// Checks an attribution table against itself: the score must be the sum of the word importances, and the labels must
/// follow from the probability and the score.
/// </summary>
public static class AttributionAgreement
{
    /// <param name="table">The table as read.</param>
    /// <param name="rule">What the column "Attribution label" shows; null to skip that check.</param>
    /// <param name="rounded">Whether the numbers were rounded to a baseline's digits. If so, the score may be off by
    /// half a unit in its last digit plus half a unit for each word, and values within half a unit of a tie are not
    /// checked for their label. Otherwise the numbers must agree exactly.</param>
    /// <param name="classOf">Class (0 or 1) of a label, if known from elsewhere; else null.</param>
    /// <returns>One sentence per fault, without a full stop.</returns>
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
            // Rounded decimals also carry the error of their binary representation.
            var off = rounded ? (half * (importances.Length + 1)) + 1e-12 : 0;
            if (Math.Abs(row.Score - sum) > off)
                yield return $"{QuantityPath.Score(sentence)} is {Text(row.Score)}, but its words add up to "
                    + $"{Text(sum)}";
            if (row.Probability is not (>= 0 and <= 1))
                yield return $"{QuantityPath.Probability(sentence)} is {Text(row.Probability)}, outside 0 … 1";
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

        // A class is named by the first row that has it, unless that row's label belongs to the other class.
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
