using Repro.Experiments;
using Repro.Torch.Train;

namespace Repro.Torch.Tests.Train;

public class LossMeanTests
{
    [Theory]
    [InlineData(LossAverage.BatchMeans, 0.5)]
    [InlineData(LossAverage.Examples, 0.35)]
    public void A_short_last_batch_weighs_as_the_rule_says(LossAverage rule, double expected)
    {
        var mean = new LossMean(rule);
        mean.Add(0.25, 12);
        mean.Add(0.75, 3);
        mean.Value.Should().Be(expected);
    }

    [Fact]
    public void No_batch_has_no_mean() => new LossMean(LossAverage.Examples).Value.Should().Be(double.NaN);
}
