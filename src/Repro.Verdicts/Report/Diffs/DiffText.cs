using Repro.Verdicts.Compare;
using Repro.Verdicts.Diff;
using Repro.Verdicts.Report.Tables;

namespace Repro.Verdicts.Report.Diffs;

/// <summary>Describes a difference in words.</summary>
public static class DiffText
{
    /// <summary>The closing sentence: the verdict, what it covers, and what to do next.</summary>
    public static string Sentence(Difference difference)
    {
        var all = difference.Pairs.SelectMany(p => p.Comparisons).ToList();
        var blocking = all.Where(c => c.Blocking).ToList();
        var of = $"{blocking.Count(c => c.Verdict == difference.Verdict)} of {Quantities(blocking.Count)}";
        var gravest = blocking.FirstOrDefault(c => c.Verdict == difference.Verdict)?.Because;
        return difference.Verdict switch
        {
            null => PredictionText.Sentence([.. difference.Pairs.Select(p => p.Predictions!)]),
            Verdict.Within when blocking.Count == 0 =>
                $"None of {VerdictText.Count(all.Count, "quantity", "quantities")} blocks; {Beyond(all)} "
                    + "beyond tolerance.",
            Verdict.Within => $"All {Quantities(blocking.Count)} of "
                + $"{VerdictText.Count(difference.Pairs.Count, "pair", "pairs")} "
                + $"{(blocking.Count == 1 ? "is" : "are")} within tolerance.",
            Verdict.Improvement => $"{of} better in {difference.To} than in {difference.From}.",
            Verdict.Regression =>
                $"{of} worse in {difference.To} than in {difference.From}, or off where neither way is better.",
            Verdict.NotMeasured when gravest is null => "Nothing was judged: no value is on both sides.",
            Verdict.NoBaseline => $"{of} without a baseline: {gravest}.",
            Verdict.NotComparable => $"{of} cannot be compared: {gravest}.",
            _ => $"{of} not measured: {gravest}.",
        };
    }

    private static string Quantities(int count) => VerdictText.Count(count, "blocking quantity", "blocking quantities");

    private static int Beyond(IEnumerable<QuantityComparison> all) =>
        all.Count(c => c.Verdict is Verdict.Regression or Verdict.Improvement);
}
