using Repro.Data.Prepare;
using Repro.Experiments;
using Repro.Randomness;
using Repro.Testing;

namespace Repro.Data.Tests.Prepare;

public class CorpusSelectionTests
{
    [Fact]
    public void Without_a_request_everything_is_taken()
    {
        var corpus = ToyReviews.Corpus(30, 20);
        CorpusSelection.Select(corpus, ToyReviews.Spec()).Should().BeEquivalentTo(corpus, o => o.WithStrictOrdering());
    }

    [Fact]
    public void One_generator_draws_training_and_then_test_and_canonical_order_stays()
    {
        var corpus = ToyReviews.Corpus(300, 200);
        var selected = CorpusSelection.Select(corpus, ToyReviews.Spec(40, 30));
        var random = new PythonRandom(1234);
        selected.Train.Should().Equal(random.Sample(300, 40).Order().Select(i => corpus.Train[i]));
        selected.Test.Should().Equal(random.Sample(200, 30).Order().Select(i => corpus.Test[i]));
        selected.Digest.Should().Be(corpus.Digest);
    }

    [Fact]
    public void Another_file_order_moves_reviews_within_their_label_alone()
    {
        var corpus = ToyReviews.Corpus(300, 200);
        var spec = ToyReviews.Spec(40, 30);
        var canonical = CorpusSelection.Select(corpus, spec);
        var ordered = CorpusSelection.Select(corpus, spec with { FileOrder = 7 });

        var random = new PythonRandom(7);
        foreach (var (was, now) in new[] { (canonical.Train, ordered.Train), (canonical.Test, ordered.Test) })
        {
            now.Select(r => r.Label)
                .Should()
                .Equal(was.Select(r => r.Label), "a label's folder is read whole, as before");
            foreach (var label in was.Select(r => r.Label).Distinct())
            {
                Review[] folder = [.. was.Where(r => r.Label == label)];
                now.Where(r => r.Label == label)
                    .Should()
                    .Equal(random.Sample(folder.Length, folder.Length).Select(i => folder[i]))
                    .And.NotEqual(folder);
            }
        }
    }

    [Fact]
    public void More_than_there_are_is_an_error() =>
        FluentActions
            .Invoking(() => CorpusSelection.Select(ToyReviews.Corpus(30, 20), ToyReviews.Spec(30, 21)))
            .Should()
            .Throw<ReproException>()
            .WithMessage(
                "corpus.test-reviews: 21 is not within 0 (all) to 20, the number of reviews there are. "
                    + "Choose a number in that range."
            )
            .Which.ExitCode.Should()
            .Be(ExitCode.Usage);

    [SkippableFact]
    public void The_labels_of_imdb_mini_come_out_near_half_and_half()
    {
        var selected = CorpusSelection.Select(
            DataMirror.Imdb,
            Profiles.Spec(Profiles.ImdbMini, ModelKind.Cnn, ProtocolKind.AsWritten).Corpus
        );
        (selected.Train.Count, selected.Test.Count).Should().Be((2000, 1000));
        selected.Train.Count(r => r.Label == "pos").Should().BeInRange(1000 - Chance(2000), 1000 + Chance(2000));
        selected.Test.Count(r => r.Label == "pos").Should().BeInRange(500 - Chance(1000), 500 + Chance(1000));
    }

    // Four standard deviations of the positives among so many of 25,000, half of them positive: one draw in 15,000 has
    // more, and the seed is fixed.
    private static int Chance(int drawn) => (int)(4 * Math.Sqrt(drawn / 4.0 * (1 - (drawn / 25_000.0))));
}
