using Repro.Data.Prepare.Tokens;

namespace Repro.Data.Tests.Prepare.Tokens;

public class LabelVocabularyTests
{
    [Fact]
    public void The_commoner_label_is_0_and_equals_stand_by_code_point()
    {
        LabelVocabulary.Build(["pos", "neg", "pos"]).IndexOf("pos").Should().Be(0);
        LabelVocabulary.Build(["pos", "neg"]).IndexOf("pos").Should().Be(1);
    }

    [Fact]
    public void A_label_that_training_lacks_is_an_error() =>
        FluentActions
            .Invoking(() => LabelVocabulary.Build(["pos", "neg"]).IndexOf("unsup"))
            .Should()
            .Throw<ReproException>()
            .WithMessage(
                "label: unsup is not one of neg, pos, the only labels in the training reviews. Draw "
                    + "more reviews, or fix the corpus."
            )
            .Which.ExitCode.Should()
            .Be(ExitCode.InputMissing);

    [Fact]
    public void One_label_alone_is_an_error() =>
        FluentActions
            .Invoking(() => LabelVocabulary.Build(["pos", "pos"]))
            .Should()
            .Throw<ReproException>()
            .WithMessage(
                "labels: the training reviews have 1 (pos), but a binary classifier needs 2. Draw more "
                    + "reviews, or fix the corpus."
            );
}
