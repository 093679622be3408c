using System.Globalization;
using Repro.Statistics;
using Repro.Verdicts.Diff.Predictions;
using Repro.Verdicts.Report.Tables;

namespace Repro.Verdicts.Report.Diffs;

/// <summary>Describes the changes between two sides' predictions in words.</summary>
internal static class PredictionText
{
    /// <summary>What <c>p</c> is.</summary>
    public const string Test =
        "p is how likely so uneven a split is where both sides are right equally often: McNemar's exact test (1947), "
        + "two-sided.";

    /// <summary>All pairs together.</summary>
    public static string Sentence(IReadOnlyList<PredictionDifference> pairs) =>
        pairs.All(p => p.Moved == 0)
            ? "No prediction moved."
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{pairs.Sum(p => p.Moved):#,0} of {pairs.Sum(p => p.Reviews):#,0} predictions moved, and "
                    + $"{pairs.Sum(p => p.Flips):#,0} of them flipped to the other class. Predictions have no "
                    + $"tolerances."
            );

    /// <summary>Which side is right more often.</summary>
    public static string Right(string from, string to, McNemar test)
    {
        var more = test.WrongToRight - test.RightToWrong;
        if (test.Changed == 0)
            return "No review changed class: both sides are right on the same ones.";
        var p = Probability(test.PValue);
        return more == 0
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"{from} and {to} are right equally often: on {test.WrongToRight:#,0} each of the {test.Changed:#,0} "
                    + $"reviews that changed; {p}."
            )
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{to} is right on {Math.Abs(more):#,0} {(more > 0 ? "more" : "fewer")} "
                    + $"{(Math.Abs(more) == 1 ? "review" : "reviews")} ({test.WrongToRight:#,0} against "
                    + $"{test.RightToWrong:#,0} of {test.Changed:#,0} that changed); {p}."
            );
    }

    // Two digits are enough for a decision. A value too small for a double cannot be shown.
    private static string Probability(double p) =>
        p == 0 ? "p < 1e-300" : $"p = {Numbers.Plain(SignificantDigits.Round(p, digits: 2))}";
}
