using Repro.Quantities;

namespace Repro.Tests.Quantities;

public class QuantityPathTests
{
    [Theory]
    [InlineData("curve.*.train-loss", "curve.12.train-loss", true)]
    [InlineData("curve.*.train-loss", "curve.12.validation-loss", false)]
    [InlineData("test.*", "test.f1.global", false)]
    [InlineData("*", "test.f1.global", true)]
    public void A_star_stands_for_one_segment_and_alone_for_all(string pattern, string path, bool matches) =>
        QuantityPath.Matches(pattern, path).Should().Be(matches);

    [Fact]
    public void Paths_count_from_one() => QuantityPath.Importance(1, 7).Should().Be("attribution.1.importance.7");

    [Fact]
    public void Epochs_are_ordered_by_number() =>
        new[] { "curve.10.train-loss", "curve.2.validation-loss", "curve.2.train-loss", "accuracy" }
            .Order(QuantityOrder.Instance)
            .Should()
            .Equal("accuracy", "curve.2.train-loss", "curve.2.validation-loss", "curve.10.train-loss");
}
