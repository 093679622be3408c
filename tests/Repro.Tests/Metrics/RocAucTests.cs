using CsCheck;
using Repro.Metrics;

namespace Repro.Tests.Metrics;

public class RocAucTests
{
    [Fact]
    public void Equal_scores_count_one_half() => RocAuc.Of([0, 1, 0, 1], [0.5, 0.5, 0.5, 0.5]).Should().Be(0.5);

    [Fact]
    public void A_perfect_order_is_one_and_its_reverse_zero()
    {
        RocAuc.Of([0, 0, 1, 1], [0.1, 0.2, 0.8, 0.9]).Should().Be(1);
        RocAuc.Of([1, 1, 0, 0], [0.1, 0.2, 0.8, 0.9]).Should().Be(0);
    }

    [Fact]
    public void With_one_class_only_the_area_is_not_defined() => RocAuc.Of([1, 1], [0.1, 0.9]).Should().BeNull();

    [Fact]
    public void A_score_that_is_not_a_number_is_refused() =>
        FluentActions
            .Invoking(() => RocAuc.Of([0, 1], [0.1, double.NaN]))
            .Should()
            .Throw<ReproException>()
            .Where(e => e.ExitCode == ExitCode.NotMeasured);

    /// <summary>The definition itself, pair by pair.</summary>
    [Fact]
    public void It_is_the_share_of_pairs_in_the_right_order() =>
        Gen.Select(Gen.Int[0, 1], Gen.Int[0, 5].Select(s => s / 5.0))
            .Array[2, 30]
            .Where(r => r.Select(x => x.Item1).Distinct().Count() == 2)
            .Sample(reviews =>
            {
                var pairs =
                    from positive in reviews
                    where positive.Item1 == 1
                    from negative in reviews
                    where negative.Item1 == 0
                    select positive.Item2 > negative.Item2 ? 1
                    : positive.Item2 < negative.Item2 ? 0
                    : 0.5;
                RocAuc
                    .Of([.. reviews.Select(r => r.Item1)], [.. reviews.Select(r => r.Item2)])
                    .Should()
                    .Be(pairs.Average(), "both divide one exact sum once");
            });
}
