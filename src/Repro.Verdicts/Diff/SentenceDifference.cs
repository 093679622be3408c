using Repro.Quantities;
using Repro.Runs;
using Repro.Verdicts.Compare;

namespace Repro.Verdicts.Diff;

/// <summary>Two sides' attributions of one sentence. Filler after the sentence's own words is left out.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Sentence">The text.</param>
/// <param name="Verdict">The most severe verdict on it; null if nothing was judged.</param>
/// <param name="Blocking">Whether that verdict decides the exit code.</param>
/// <param name="Valid">Whether both sides' |delta| is small enough for the words to be compared.</param>
/// <param name="RankCorrelation">Spearman's, of the importances; null if undefined.</param>
/// <param name="Top">Number of most important words compared: five, or all if there are fewer.</param>
/// <param name="SharedTop">How many of them both sides have.</param>
/// <param name="SignFlips">Words that favour label 1 on one side and label 0 on the other.</param>
/// <param name="ScoreChange">To − from, as the two scores are rounded.</param>
/// <param name="ProbabilityChange">The same of the probability.</param>
/// <param name="DeltaLimit">The smaller of the two limits on |delta|, in logits.</param>
/// <param name="From">The row that was expected.</param>
/// <param name="To">The row that was found.</param>
public sealed record SentenceDifference(
    int Number,
    string Sentence,
    Verdict? Verdict,
    bool Blocking,
    bool Valid,
    double? RankCorrelation,
    int Top,
    int SharedTop,
    EquatableList<string> SignFlips,
    double ScoreChange,
    double ProbabilityChange,
    double DeltaLimit,
    AttributionRow From,
    AttributionRow To
)
{
    internal static SentenceDifference Measure(
        int number,
        AttributionRow from,
        AttributionRow to,
        IReadOnlyCollection<QuantityComparison> judged
    )
    {
        var (expected, found) = (OwnWords(from), OwnWords(to));
        var deciding = judged.Where(c => c.Blocking && c.Verdict != Compare.Verdict.Within).ToList();
        return new SentenceDifference(
            number,
            from.Sentence,
            judged.Count == 0
                ? null
                : VerdictFiles.MostSevere([.. (deciding.Count > 0 ? deciding : judged).Select(c => c.Verdict)]),
            deciding.Count > 0 || judged.All(c => c.Verdict == Compare.Verdict.Within),
            Convergence.IsReached(from) && Convergence.IsReached(to),
            WordAgreement.RankCorrelation(Importances(expected), Importances(found)),
            WordAgreement.TopOf(expected.Count),
            WordAgreement.SharedTop(Importances(expected), Importances(found)),
            [.. WordAgreement.SignFlips(Importances(expected), Importances(found)).Select(i => expected[i].Word)],
            Change(QuantityPath.ScorePattern, from.Score, to.Score),
            Change(QuantityPath.ProbabilityPattern, from.Probability, to.Probability),
            Rounding.Of(QuantityPath.ScorePattern, Math.Min(Convergence.Limit(from), Convergence.Limit(to))),
            from,
            to
        );
    }

    /// <summary>The words of the sentence itself, before the filler.</summary>
    internal static IReadOnlyList<WordImportance> OwnWords(AttributionRow row) =>
        [.. row.Words.Take(row.Sentence.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length)];

    private static double[] Importances(IEnumerable<WordImportance> words) =>
        [.. words.Select(w => Rounding.Of(QuantityPath.ImportancePattern, w.Importance))];

    private static double Change(string quantity, double from, double to) =>
        Rounding.Of(quantity, Rounding.Of(quantity, to) - Rounding.Of(quantity, from));
}
