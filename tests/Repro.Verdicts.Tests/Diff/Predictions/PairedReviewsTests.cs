using Repro.Runs;
using Repro.Testing;
using Repro.Verdicts.Diff.Predictions;

namespace Repro.Verdicts.Tests.Diff.Predictions;

public class PairedReviewsTests
{
    private static readonly TestPredictions Side = ToyPredictions.Of(
        ("test/pos/0", 1, 0.75f),
        ("test/neg/1", 0, 0.25f),
        ("test/neg/2", 0, 0.5f)
    );

    [Fact]
    public void Are_paired_by_id_wherever_they_stand()
    {
        var to = ToyPredictions.Of(("test/neg/2", 0, 0.625f), ("test/pos/0", 1, 0.875f), ("test/neg/1", 0, 0.125f));
        var paired = PairedReviews.Match(Side, to);
        paired.Labels.Should().Equal("neg", "pos");
        paired
            .Reviews.Should()
            .Equal(
                new PairedReview("test/pos/0", 1, 0.75f, 0.875f, 1, 1),
                new PairedReview("test/neg/1", 0, 0.25f, 0.125f, 0, 0),
                new PairedReview("test/neg/2", 0, 0.5f, 0.625f, 0, 1) // Exactly a half is class 0.
            );
    }

    [Fact]
    public void A_side_that_numbers_the_labels_the_other_way_is_flipped()
    {
        var paired = PairedReviews.Match(Side, Side.Renumbered());
        PairedReviews.Mismatch(Side, Side.Renumbered()).Should().BeNull();
        paired.Reviews.Should().OnlyContain(r => r.From == r.To);
        paired.Reviews.Select(r => r.ToClass).Should().Equal([1, 0, 1], "a half is class 0 of its own side: pos");
        PairedReviews.Match(Side.Renumbered(), Side).Labels.Should().Equal("pos", "neg");
    }

    [Fact]
    public void Labels_that_no_folder_names_go_by_their_numbers()
    {
        PairedReviews.Match(Numbered("1", "2"), Numbered("1", "2")).Labels.Should().Equal("label 0", "label 1");
        PairedReviews
            .Match(Numbered("test/a/1", "test/a/2"), Numbered("test/a/1", "test/a/2"))
            .Labels.Should()
            .Equal("label 0", "label 1");

        static TestPredictions Numbered(string zero, string one) => ToyPredictions.Of((zero, 0, 0.1f), (one, 1, 0.9f));
    }

    [Fact]
    public void Sides_that_cannot_be_paired_give_the_reason()
    {
        PairedReviews.Mismatch(Side, Side).Should().BeNull();
        PairedReviews
            .Mismatch(Side, ToyPredictions.Of(("test/pos/0", 1, 0.5f)))
            .Should()
            .Be("tested different reviews");
        PairedReviews
            .Mismatch(Side, Side with { Ids = ["test/pos/0", "test/neg/1", "test/neg/3"] })
            .Should()
            .Be("tested different reviews");
        PairedReviews.Mismatch(ToyPredictions.Of(), ToyPredictions.Of()).Should().Be("tested no review");
        foreach (
            var uneven in (TestPredictions[])
                [
                    Side with
                    {
                        Ids = [.. Side.Ids, "test/neg/2"],
                    },
                    Side with
                    {
                        Probabilities = [0.5f],
                    },
                    Side with
                    {
                        Labels = [1],
                    },
                ]
        )
        {
            PairedReviews.Mismatch(Side, uneven).Should().Be("do not have one prediction for each review");
            PairedReviews.Mismatch(uneven, Side).Should().Be("do not have one prediction for each review");
        }

        PairedReviews.Mismatch(Side, Side with { Labels = [1, 1, 0] }).Should().Be("give a review different labels");
    }
}
