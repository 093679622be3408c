using System.Globalization;
using Repro.Verdicts.Diff.Predictions;

namespace Repro.Verdicts.Tests.Diff.Predictions;

public class ReviewGroupTests
{
    [Fact]
    public void A_group_a_label_and_none_for_a_label_without_reviews()
    {
        List<PairedReview> reviews =
        [
            new("a", 1, 0.75f, 0.25f, 1, 0),
            new("b", 0, 0.25f, 0.5f, 0, 0),
            new("c", 1, 0.75f, 0.75f, 1, 1),
        ];
        ReviewGroup
            .ByLabel(new(["neg", "pos"], reviews))
            .Should()
            .Equal(new ReviewGroup("neg", 1, 0, 0.25), new ReviewGroup("pos", 2, 1, 0.25));
        ReviewGroup.ByLabel(new(["neg", "pos"], [reviews[0]])).Should().Equal(new ReviewGroup("pos", 1, 1, 0.5));
    }

    [Theory]
    [InlineData(new[] { 8, 1, 5, 3, 7, 2, 6, 4 }, new[] { "1–2 tokens", "3–4 tokens", "5–6 tokens", "7–8 tokens" })]
    [InlineData(new[] { 1, 2, 3, 4, 50 }, new[] { "1–2 tokens", "3 tokens", "4 tokens", "50 tokens" })]
    [InlineData(new[] { 1, 9, 9, 9, 9, 9, 20, 30 }, new[] { "1–9 tokens", "20–30 tokens" })]
    [InlineData(new[] { 7, 7, 7 }, new[] { "7 tokens" })]
    [InlineData(new[] { 3, 1500 }, new[] { "3 tokens", "1500 tokens" })]
    public void Quarters_by_length_keep_equal_lengths_together_and_lose_none(int[] lengths, string[] expected)
    {
        List<PairedReview> reviews = [.. lengths.Select((_, i) => new PairedReview($"{i}", 1, 0.75f, 0.25f, 1, 0))];
        var groups = ReviewGroup
            .ByLength(new(["neg", "pos"], reviews), id => lengths[int.Parse(id, CultureInfo.InvariantCulture)])
            .ToList();
        groups.Select(g => g.Name).Should().Equal(expected);
        groups.Sum(g => g.Reviews).Should().Be(lengths.Length);
        groups.Sum(g => g.Flips).Should().Be(lengths.Length);
        groups.Should().OnlyContain(g => g.MeanMove == 0.5);
    }
}
