using Repro.Metrics;
using Repro.Runs;

namespace Repro.Verdicts.Diff.Predictions;

/// <summary>The test reviews of two sides, paired by id, because protocols may batch them differently.</summary>
/// <param name="Labels">The words of label 0 and label 1, as the first side numbers them: <c>neg</c>,
/// <c>pos</c>.</param>
/// <param name="Reviews">In the order of the first side.</param>
internal sealed record PairedReviews(EquatableList<string> Labels, IReadOnlyList<PairedReview> Reviews)
{
    /// <summary>
    /// Why the two cannot be paired, continuing a sentence that starts with "the sides"; null if they can.
    /// </summary>
    public static string? Mismatch(TestPredictions from, TestPredictions to)
    {
        HashSet<string> before = [.. from.Ids],
            after = [.. to.Ids];
        if (before.Count == 0)
            return "tested no review";
        if (!before.SetEquals(after))
            return "tested different reviews";
        if (IsUneven(from, before.Count) || IsUneven(to, after.Count))
            return "do not have one prediction for each review";
        var labels = LabelsById(to);
        return from.Ids.Zip(from.Labels).Select(r => labels[r.First] == r.Second).Distinct().Count() > 1
            ? "give a review different labels"
            : null;
    }

    /// <summary>The pairs of two sides that have no <see cref="Mismatch"/>.</summary>
    /// <exception cref="ReproException">A probability is not from 0 to 1 (exit code 6).</exception>
    public static PairedReviews Match(TestPredictions from, TestPredictions to)
    {
        var places = to.Ids.Index().ToDictionary(r => r.Item, r => r.Index, StringComparer.Ordinal);
        return new PairedReviews(LabelWords(from), [.. from.Ids.Select(Pair)]);

        PairedReview Pair(string id, int i)
        {
            var (label, place) = (from.Labels[i], places[id]);
            var (before, after) = (from.Probabilities[i], to.Probabilities[place]);
            var (fromClass, toClass) = (Classes.Round(before), Classes.Round(after));
            // Which label is 1 depends on the training split.
            return to.Labels[place] == label
                ? new(id, label, before, after, fromClass, toClass)
                : new(id, label, before, 1 - after, fromClass, 1 - toClass);
        }
    }

    private static bool IsUneven(TestPredictions side, int reviews) =>
        side.Ids.Count != reviews || side.Labels.Count != reviews || side.Probabilities.Count != reviews;

    private static Dictionary<string, int> LabelsById(TestPredictions side) =>
        side.Ids.Zip(side.Labels).ToDictionary(r => r.First, r => r.Second, StringComparer.Ordinal);

    // The folder names in the review ids (test/pos/0_10), or the label numbers if the folders do not distinguish the
    // labels.
    private static EquatableList<string> LabelWords(TestPredictions side)
    {
        var folders = side
            .Ids.Zip(side.Labels)
            .Select(r => (Label: r.Second, Word: r.First.Split('/') is [.., var folder, _] ? folder : ""))
            .Distinct()
            .OrderBy(f => f.Label)
            .ToList();
        return folders is [(0, { Length: > 0 } zero), (1, { Length: > 0 } one)] && zero != one
            ? [zero, one]
            : ["label 0", "label 1"];
    }
}
