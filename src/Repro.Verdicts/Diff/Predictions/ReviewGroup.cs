using System.Globalization;

namespace Repro.Verdicts.Diff.Predictions;

/// <summary>A group of test reviews, and how far their predictions moved.</summary>
/// <param name="Name">What they have in common: a label, or a range of lengths.</param>
/// <param name="Reviews">How many there are.</param>
/// <param name="Flips">Number whose class differs on the second side.</param>
/// <param name="MeanMove">Mean |move| of the probability.</param>
public sealed record ReviewGroup(string Name, int Reviews, int Flips, double MeanMove)
{
    private const int Quarters = 4;

    internal static ReviewGroup Of(string name, IReadOnlyCollection<PairedReview> reviews) =>
        new(name, reviews.Count, reviews.Count(r => r.HasFlipped), reviews.Average(r => Math.Abs(r.Move)));

    /// <summary>One group per label that occurs.</summary>
    internal static IEnumerable<ReviewGroup> ByLabel(PairedReviews paired) =>
        paired.Reviews.GroupBy(r => r.Label).OrderBy(g => g.Key).Select(g => Of(paired.Labels[g.Key], [.. g]));

    /// <summary>
    /// Quarters of the reviews, from the shortest to the longest. Reviews of equal length stay together, so quarters
    /// may differ in size, and there may be fewer than four.
    /// </summary>
    /// <param name="paired">At least one review.</param>
    /// <param name="length">Tokens of a review, by its id.</param>
    internal static IEnumerable<ReviewGroup> ByLength(PairedReviews paired, Func<string, int> length)
    {
        var byLength = paired.Reviews.GroupBy(r => length(r.Id)).OrderBy(g => g.Key).ToList();
        int[] lengths = [.. byLength.SelectMany(g => g.Select(_ => g.Key))];
        return byLength
            .GroupBy(g => QuarterOf(g.Key, lengths))
            .Select(quarter => Of(Range(quarter.First().Key, quarter.Last().Key), [.. quarter.SelectMany(g => g)]));
    }

    // The first quarter whose longest review is not shorter.
    private static int QuarterOf(int length, int[] sorted) =>
        Enumerable
            .Range(1, Quarters)
            .First(quarter => length <= sorted[(int)Math.Ceiling(sorted.Length * (double)quarter / Quarters) - 1]);

    private static string Range(int shortest, int longest) =>
        shortest == longest
            ? string.Create(CultureInfo.InvariantCulture, $"{shortest} tokens")
            : string.Create(CultureInfo.InvariantCulture, $"{shortest}–{longest} tokens");
}
