using Repro.Metrics;

namespace Repro.Tests.Metrics;

public class F1AveragesTests
{
    [Fact]
    public void A_perfect_classifier_on_sorted_batches_gets_one_half_as_batch_mean_and_one_as_global()
    {
        int[] labels = [1, 1, 1, 1, 0, 0, 0, 0];
        F1Averages.BatchMean(labels, labels, [2, 2, 2, 2]).Should().Be(0.5);
        F1Averages.BatchMeanCeiling(labels, [2, 2, 2, 2]).Should().Be(0.5);
        F1Averages.Global(labels, labels).Should().Be(1);
    }

    [Fact]
    public void A_small_last_batch_counts_as_much_as_any_other() =>
        F1Averages.BatchMean([1, 1, 1, 1], [1, 1, 1, 0], [3, 1]).Should().Be(0.5);

    [Fact]
    public void The_notebooks_test_batches_cannot_exceed_one_half()
    {
        int[] labels = [.. Enumerable.Repeat(1, 12_500), .. Enumerable.Repeat(0, 12_500)];
        int[] sizes = [.. labels.Chunk(256).Select(b => b.Length)];
        F1Averages
            .BatchMeanCeiling(labels, sizes)
            .Should()
            .Be(49.0 / 98, "48 batches of positives and one mixed stand against 49 of negatives");
    }

    [Theory]
    [InlineData(
        new[] { 2, 1 },
        "test batches: found 3, but they must sum to the number of reviews, 4, which must be above 0. "
            + "Evaluate the run again."
    )]
    [InlineData(new[] { 4, 0 }, "test batches: found 0, but they must hold at least 1 review. Evaluate the run again.")]
    public void Batches_that_do_not_hold_the_reviews_are_refused(int[] sizes, string message) =>
        FluentActions
            .Invoking(() => F1Averages.BatchMean([1, 1, 1, 1], [1, 1, 1, 1], sizes))
            .Should()
            .Throw<ReproException>()
            .WithMessage(message);
}
