using CsCheck;
using Repro.Metrics;

namespace Repro.Tests.Metrics;

public class BinaryMetricsTests
{
    [Fact]
    public void Counts_are_taken_apart_by_label_and_prediction() =>
        BinaryMetrics
            .Of([1, 1, 1, 0, 0, 0], [1, 1, 0, 1, 0, 0])
            .Should()
            .Be(new BinaryMetrics(TruePositives: 2, FalsePositives: 1, TrueNegatives: 2, FalseNegatives: 1));

    [Fact]
    public void A_ratio_without_a_denominator_is_zero()
    {
        var none = BinaryMetrics.Of([], []);
        new[] { none.F1, none.Precision, none.Recall, none.Accuracy }.Should().OnlyContain(v => v == 0);
        BinaryMetrics.Of([0, 0], [0, 0]).F1.Should().Be(0);
    }

    [Fact]
    public void Sums_over_batches_are_divided_once() =>
        Gen.Int[0, 1]
            .Array[2, 40]
            .Sample(labels =>
            {
                int[] predictions = [.. labels.Reverse()];
                var cut = labels.Length / 2;
                (
                    BinaryMetrics.Of(labels.AsSpan(0, cut), predictions.AsSpan(0, cut))
                    + BinaryMetrics.Of(labels.AsSpan(cut), predictions.AsSpan(cut))
                )
                    .Should()
                    .Be(BinaryMetrics.Of(labels, predictions));
            });

    [Fact]
    public void F1_does_not_mind_which_argument_is_which() =>
        BinaryMetrics
            .Of([1, 1, 1, 0], [1, 0, 0, 1])
            .F1.Should()
            .Be(BinaryMetrics.Of([1, 0, 0, 1], [1, 1, 1, 0]).F1)
            .And.Be(0.4);

    [Fact]
    public void A_class_that_is_neither_0_nor_1_is_refused() =>
        FluentActions
            .Invoking(() => BinaryMetrics.Of([0, 2], [0, 1]))
            .Should()
            .Throw<ReproException>()
            .Where(e => e.ExitCode == ExitCode.NotMeasured)
            .WithMessage("predictions: class 2 is neither 0 nor 1. Evaluate the run again.");

    [Fact]
    public void A_missing_prediction_is_refused() =>
        FluentActions
            .Invoking(() => BinaryMetrics.Of([0, 1], [0]))
            .Should()
            .Throw<ReproException>()
            .WithMessage(
                "predictions: 2 classes for 1 reviews; there must be one for each review. Evaluate the run again."
            );
}
