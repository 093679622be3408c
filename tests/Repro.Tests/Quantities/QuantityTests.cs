using Repro.Quantities;

namespace Repro.Tests.Quantities;

public class QuantityTests
{
    [Theory]
    [InlineData("run", QuantityGroup.Run, "run", null, null, null)]
    [InlineData("exact.differing", QuantityGroup.Exact, "differing", null, null, null)]
    [InlineData("curve.12.train-loss", QuantityGroup.Curve, "train-loss", 12, null, null)]
    [InlineData("attribution.3.score", QuantityGroup.Attribution, "score", null, 3, null)]
    [InlineData("attribution.3.importance.7", QuantityGroup.Attribution, "importance", null, 3, 7)]
    [InlineData("attribution.turned-signs", QuantityGroup.Attribution, "turned-signs", null, null, null)]
    [InlineData(
        "intervention.even-errors.test.f1.global",
        QuantityGroup.Intervention,
        "even-errors.test.f1.global",
        null,
        null,
        null
    )]
    [InlineData("test.f1.global", QuantityGroup.Metric, "test.f1.global", null, null, null)]
    [InlineData("run.time", QuantityGroup.Metric, "run.time", null, null, null)]
    [InlineData("exact", QuantityGroup.Metric, "exact", null, null, null)]
    [InlineData("curve.0.train-loss", QuantityGroup.Metric, "curve.0.train-loss", null, null, null)]
    [InlineData("curve.-1.train-loss", QuantityGroup.Metric, "curve.-1.train-loss", null, null, null)]
    [InlineData("", QuantityGroup.Metric, "", null, null, null)]
    public void A_text_is_taken_apart_and_stays_as_it_is(
        string text,
        QuantityGroup group,
        string name,
        int? epoch,
        int? sentence,
        int? word
    )
    {
        Quantity.Of(text).Should().Be(new Quantity(text, group, name, epoch, sentence, word));
        Quantity.Of(text).ToString().Should().Be(text);
    }

    [Fact]
    public void Every_name_that_a_run_is_given_is_of_the_group_it_is_read_from()
    {
        Quantity.Of(QuantityPath.TrainLoss(2)).Group.Should().Be(QuantityGroup.Curve);
        Quantity.Of(QuantityPath.ValidationLoss(2)).Group.Should().Be(QuantityGroup.Curve);
        string[] ofAttributions =
        [
            QuantityPath.Probability(1),
            QuantityPath.Score(1),
            QuantityPath.Delta(1),
            QuantityPath.Importance(1, 2),
            QuantityPath.Sign(1, 2),
            QuantityPath.AgreedSigns,
            QuantityPath.TurnedSigns,
        ];
        ofAttributions.Select(path => Quantity.Of(path).Group).Should().AllBeEquivalentTo(QuantityGroup.Attribution);
        Quantity.Of(QuantityPath.ExactDiffering).Group.Should().Be(QuantityGroup.Exact);
        typeof(QuantityNames)
            .GetFields()
            .Select(field => Quantity.Of((string)field.GetRawConstantValue()!).Group)
            .Should()
            .NotBeEmpty()
            .And.AllBeEquivalentTo(QuantityGroup.Metric);
    }

    [Theory]
    [InlineData(QuantityPath.TrainLossPattern, QuantityGroup.Curve)]
    [InlineData(QuantityPath.ImportancePattern, QuantityGroup.Attribution)]
    [InlineData("test.f1.*", QuantityGroup.Metric)]
    [InlineData("step.1.12", QuantityGroup.Step)]
    [InlineData("step.0.12", QuantityGroup.Metric)]
    [InlineData("test.probability.7", QuantityGroup.Prediction)]
    [InlineData("test.probability.first", QuantityGroup.Metric)]
    public void A_pattern_is_of_the_group_of_what_it_matches(string pattern, QuantityGroup group) =>
        Quantity.GroupOf(pattern).Should().Be(group);

    [Theory]
    [InlineData("test.f1.global", true)]
    [InlineData("test.f1.batch-mean", true)]
    [InlineData("test.accuracy", false)]
    [InlineData("intervention.even-errors.test.f1.global", false)]
    public void F1_is_of_the_test_itself(string text, bool isF1) => Quantity.Of(text).IsF1.Should().Be(isF1);
}
