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

    private static readonly EvenErrors InFileOrder = new(TestBatches.Of(ToyTest.InFileOrder(0.8, 0.8)));

    [Fact]
    public void In_batches_of_one_label_the_share_right_follows_from_the_mean_alone()
    {
        // A batch of positives has precision 1, so F1 = 2r / (1 + r); half of the 98 batches get that, the others 0,
        // and the mixed one something near it.
        var mean = 2 * Printed;
        InFileOrder.Share(Printed).Should().BeApproximately(mean / (2 - mean), 0.001);
        InFileOrder.Global(InFileOrder.Share(Printed)!.Value).Should().BeApproximately(0.863, 0.001);
    }

    [Fact]
    public void Nobody_gets_more_than_a_perfect_classifier()
    {
        InFileOrder.BatchMean(1).Should().Be(0.5);
        InFileOrder.Share(0.5).Should().Be(1);
        InFileOrder.Share(0.5001).Should().BeNull();
        EvenErrors.Values(TestBatches.Of(ToyTest.InFileOrder(0.8, 0.8)), 0.6905).Should().BeNull();
    }

    [Fact]
    public void A_share_is_found_again_from_its_mean() =>
        Gen.Double[0.01, 1]
            .Sample(
                share =>
                {
                    var mixed = new EvenErrors(TestBatches.Of(ToyTest.Mixed(0.8, 0.8)));
                    mixed.Share(mixed.BatchMean(share)).Should().BeApproximately(share, 1e-9);
                },
                iter: 20
            );

    [Theory]
    [InlineData(0.86, 0.86, 0.86)]
    [InlineData(0.9, 0.4, 0.9)]
    public void Ours_is_reckoned_as_the_printed_one_is(double recall, double specificity, double evenly)
    {
        var batches = TestBatches.Of(ToyTest.InFileOrder(recall, specificity));
        var values = EvenErrors.Values(batches, Printed)!;
        values[InterventionPath.GlobalOfOurs].Should().BeApproximately(evenly, 0.003);
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
