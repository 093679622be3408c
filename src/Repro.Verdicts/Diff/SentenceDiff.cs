using System.Globalization;
using Repro.Quantities;
using Repro.Runs;
using Repro.Verdicts.Compare;

namespace Repro.Verdicts.Diff;

/// <summary>Pairs the sentences of two sides, and reports those that cannot be compared.</summary>
/// <param name="judged">The verdicts on the two sides' attributions.</param>
/// <param name="experiment">The experiment whose tolerances apply.</param>
internal sealed class SentenceDiff(IReadOnlyList<QuantityComparison> judged, string experiment)
{
    /// <summary>
    /// The sentences that both sides have, and all verdicts. For a sentence that cannot be compared, a single verdict
    /// replaces those given.
    /// </summary>
    public (EquatableList<SentenceDifference> Sentences, EquatableList<QuantityComparison> Comparisons) Of(
        AttributionTable from,
        AttributionTable to
    )
    {
        var sentences = new List<SentenceDifference>();
        var comparisons = judged
            .Where(c => Number(c) is not { } number || number > Math.Max(from.Rows.Count, to.Rows.Count))
            .ToList();
        for (var i = 0; i < Math.Max(from.Rows.Count, to.Rows.Count); i++)
        {
            var number = i + 1;
            if (Mismatch(from, to, i) is { } because)
            {
                comparisons.Add(Fault(number, because));
                continue;
            }

            var (expected, found) = (from.Rows[i], to.Rows[i]);
            List<QuantityComparison> all =
                Convergence.IsReached(expected) && Convergence.IsReached(found)
                    ? [.. judged.Where(c => Number(c) == number)]
                    : [Unconverged(number, expected, found)];
            sentences.Add(SentenceDifference.Measure(number, expected, found, all));
            comparisons.AddRange(all);
        }

        return ([.. sentences], [.. comparisons]);
    }

    private static int? Number(QuantityComparison comparison) => comparison.Parsed.Sentence;

    private static (Verdict Verdict, string Because)? Mismatch(AttributionTable from, AttributionTable to, int i)
    {
        if (i >= from.Rows.Count || i >= to.Rows.Count)
            return (Verdict.NotMeasured, "only one side has the sentence");
        if (from.Rows[i].Sentence != to.Rows[i].Sentence)
            return (Verdict.NotComparable, "the sides have different sentences at this position");
        var (expected, found) = (SentenceDifference.OwnWords(from.Rows[i]), SentenceDifference.OwnWords(to.Rows[i]));
        return expected.Select(w => w.Word).SequenceEqual(found.Select(w => w.Word), StringComparer.OrdinalIgnoreCase)
            ? null
            : (Verdict.NotComparable, "the sides split the sentence into different words");
    }

    private QuantityComparison Fault(int number, (Verdict Verdict, string Because) fault) =>
        new(
            experiment,
            FormattableString.Invariant($"attribution.{number}"),
            null,
            null,
            null,
            Blocking: true,
            fault.Verdict,
            fault.Because
        );

    private QuantityComparison Unconverged(int number, AttributionRow from, AttributionRow to)
    {
        var because = string.Create(
            CultureInfo.InvariantCulture,
            $"not valid: a convergence delta is above the larger of {Convergence.Absolute} and "
                + $"{Convergence.Relative} of |score|"
        );
        var fault = Fault(number, (Verdict.NotComparable, because));
        return fault with
        {
            Expected = Rounding.Of(QuantityPath.DeltaPattern, from.Delta),
            Found = Rounding.Of(QuantityPath.DeltaPattern, to.Delta),
        };
    }
}
