using Repro.Verdicts.Diff;

namespace Repro.Verdicts.Tests.Diff;

/// <summary>Against values worked out by hand.</summary>
public class WordAgreementTests
{
    [Theory]
    [InlineData(new[] { 1.0, 2, 3, 4, 5 }, new[] { 2.0, 1, 4, 3, 5 }, 0.8)] // 1 − 6 · 4 / (5 · 24)
    [InlineData(new[] { 0.9, -0.2, 0.1 }, new[] { 7.0, 5, 6 }, 1)]
    [InlineData(new[] { 0.9, -0.2, 0.1 }, new[] { 5.0, 7, 6 }, -1)]
    [InlineData(new[] { 1.0, 2, 2, 3 }, new[] { 1.0, 3, 2, 4 }, 0.948683)] // ranks 1, 2.5, 2.5, 4 and 1, 3, 2, 4: 4.5 / √(4.5 · 5)
    [InlineData(new[] { 1.0, 1, 2, 2 }, new[] { 1.0, 2, 1, 2 }, 0)]
    public void Rank_correlation_is_that_of_mean_ranks(double[] from, double[] to, double expected) =>
        WordAgreement.RankCorrelation(from, to).Should().Be(expected);

    [Theory]
    [InlineData(new[] { 0.5 }, new[] { 0.7 })]
    [InlineData(new[] { 0.5, 0.5 }, new[] { 0.1, 0.7 })]
    [InlineData(new[] { 0.1, 0.7 }, new[] { 0.0, 0 })]
    public void Without_an_order_on_both_sides_there_is_none(double[] from, double[] to) =>
        WordAgreement.RankCorrelation(from, to).Should().BeNull();

    [Theory]
    [InlineData(new[] { 0.9, -0.8, 0.1, 0.05, 0.02, 0.3 }, new[] { 0.9, 0.01, 0.1, 0.05, 0.5, 0.3 }, 4)]
    [InlineData(new[] { 0.9, -0.8, 0.1, 0.05, 0.02, 0.3 }, new[] { -0.9, 0.8, -0.1, 0.05, 0.02, 0.3 }, 5)]
    [InlineData(new[] { 0.3, 0.3, 0.3, 0.3, 0.3, 0.3 }, new[] { 0.1, 0.3, 0.3, 0.3, 0.3, 0.3 }, 4)] // the first five; the last five
    [InlineData(new[] { 0.1, 0.2, 0.3 }, new[] { 0.3, 0.2, 0.1 }, 3)]
    public void The_top_words_are_those_with_the_largest_size_either_way(double[] from, double[] to, int shared) =>
        WordAgreement.SharedTop(from, to).Should().Be(shared);

    [Theory]
    [InlineData(6, 5)]
    [InlineData(3, 3)]
    public void At_most_five_words_are_looked_at(int words, int top) => WordAgreement.TopOf(words).Should().Be(top);

    [Fact]
    public void A_sign_flips_only_where_both_sides_have_one() =>
        WordAgreement
            .SignFlips([0.5, -0.5, 0.04, 0.5, -0.06, 0], [-0.5, -0.2, -0.9, 0.04, 0.05, 0])
            .Should()
            .Equal(0, 4);
}
