using CsCheck;
using Repro.Data.Prepare;

namespace Repro.Data.Tests.Prepare;

public class SplitTests
{
    [Fact]
    public void The_two_parts_joined_are_every_review_once() =>
        Gen.Select(Gen.Int[2, 400], Gen.Double[0.3, 0.7], Gen.Long)
            .Sample(
                (count, share, seed) =>
                {
                    var split = Split.Draw(count, share, seed);
                    return split.Train.Concat(split.Validation).Order().SequenceEqual(Enumerable.Range(0, count));
                }
            );

    [Theory]
    [InlineData(5, 0.5, 2)]
    [InlineData(7, 0.5, 4)]
    [InlineData(10, 0.7, 7)]
    public void A_half_is_rounded_to_even(int count, double share, int train) =>
        Split.Draw(count, share, 1).Train.Should().HaveCount(train);

    [Fact]
    public void An_empty_part_is_an_error() =>
        FluentActions
            .Invoking(() => Split.Draw(1, 0.7, 1))
            .Should()
            .Throw<ReproException>()
            .WithMessage(
                "corpus.train-share: 0.7 of 1 reviews leaves 1 for training and 0 for validation, but both need at "
                    + "least "
                    + "one. Draw more reviews, or change the share."
            )
            .Which.ExitCode.Should()
            .Be(ExitCode.Usage);
}
