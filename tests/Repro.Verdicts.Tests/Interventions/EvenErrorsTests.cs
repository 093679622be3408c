using CsCheck;
using Repro.Metrics;
using Repro.Quantities;
using Repro.Runs;
using Repro.Testing;
using Repro.Verdicts.Interventions;

namespace Repro.Verdicts.Tests.Interventions;

public class EvenErrorsTests
{
    private const double Printed = 0.46335027654530275;

    private static readonly EvenErrors InFileOrder = new(TestBatches.Count(ToyTest.InFileOrder(0.8, 0.8)));

    [Fact]
    public void In_batches_of_one_label_the_share_right_follows_from_the_mean_alone()
    {
        // A batch of positives has precision 1, so F1 = 2r / (1 + r). Of the 98 batches 48 get that, one holds 212
        // positives and 44 negatives, and the others get 0.
        var share = InFileOrder.Share(Printed)!.Value;
        var mixed = 2 * 212 * share / ((2 * 212 * share) + (256 * (1 - share)));
        (((48 * 2 * share / (1 + share)) + mixed) / 98)
            .Should()
            .BeApproximately(Printed, RoundingBound.Managed(2 * 98));
        InFileOrder.Global(share).Should().BeApproximately(share, RoundingBound.Managed(8), "both labels are as many");
    }

    [Fact]
    public void Nothing_exceeds_a_perfect_classifier()
    {
        InFileOrder.BatchMean(1).Should().Be(0.5);
        InFileOrder.Share(0.5).Should().Be(1);
        InFileOrder.Share(0.5001).Should().BeNull();
        EvenErrors.Values(TestBatches.Count(ToyTest.InFileOrder(0.8, 0.8)), 0.6905).Should().BeNull();
    }

    [Fact]
    public void A_share_is_found_again_from_its_mean() =>
        Gen.Double[0.01, 1]
            .Sample(
                share =>
                {
                    var mixed = new EvenErrors(TestBatches.Count(ToyTest.Mixed(0.8, 0.8)));
                    mixed.Share(mixed.BatchMean(share)).Should().BeApproximately(share, RoundingBound.Managed(4 * 50));
                },
                iter: 20
            );

    [Theory]
    [InlineData(0.86, 0.86, 0.86)]
    [InlineData(0.9, 0.4, 0.9)]
    public void Ours_is_reckoned_as_the_printed_one_is(double recall, double specificity, double evenly)
    {
        var batches = TestBatches.Count(ToyTest.InFileOrder(recall, specificity));
        var values = EvenErrors.Values(batches, Printed)!;
        // A batch's right answers are within one of their share of its 256 reviews. One of the 49 batches with
        // positives has 44 negatives besides, of which another share is right.
        var others = (44 * Math.Abs(recall - specificity)) + 1;
        values[InterventionPath.GlobalOfOurs].Should().BeApproximately(evenly, (1 + (others / 49)) / 256);
        values[QuantityNames.F1BatchMean].Should().Be(Printed);
        batches
            .Aggregate((a, b) => a + b)
            .Should()
            .Be(
                new BinaryMetrics(
                    (long)(recall * 12_500),
                    (long)Math.Round((1 - specificity) * 12_500),
                    (long)(specificity * 12_500),
                    (long)Math.Round((1 - recall) * 12_500)
                )
            );
    }
}
