using Repro.Data.Imdb;
using Repro.Data.Sample;
using Repro.Experiments;
using Repro.Testing;
using Repro.Verdicts.Diff.Predictions;

namespace Repro.Verdicts.Tests.Diff.Predictions;

public sealed class ReviewsAtHandTests : IDisposable
{
    private static readonly ExperimentSpec Imdb = ToyRun.Of().Spec,
        Sample = ToyRun.Of(profile: Profiles.Sample).Spec;

    private readonly TempFolder temp = new();

    public void Dispose() => temp.Dispose();

    [Fact]
    public void The_sample_is_recreated()
    {
        var reviews = SampleCorpus.Generate(
            Sample.Corpus.Seed,
            Sample.Corpus.TrainingReviews,
            Sample.Corpus.TestReviews
        );
        var texts = AtHand().Read(Sample, reviews.Digest)!;
        var review = reviews.Test[0];
        string[] words = [.. review.Text.ToLowerInvariant().Split(' ')];
        texts.Has(review.Id).Should().BeTrue();
        texts.Has("test/pos/none").Should().BeFalse();
        texts.Length(review.Id).Should().Be(words.Length);
        texts.Beginning(review.Id).Should().Be(string.Join(' ', words.Take(12)) + " …");
        AtHand().Read(Sample, new string('c', 64)).Should().BeNull("the run read other reviews");
    }

    [Fact]
    public void Published_reviews_are_at_hand_once_they_are_prepared_and_are_not_prepared_for_this()
    {
        AtHand().Read(Imdb, ImdbReviews.PublishedDigest).Should().BeNull();
        Directory.EnumerateFileSystemEntries(temp.Root).Should().BeEmpty();
        ToyPredictions.Prepare(temp.Root, Imdb);
        var texts = AtHand().Read(Imdb, ImdbReviews.PublishedDigest)!;
        texts.Length("test/neg/4").Should().Be(2);
        texts.Beginning("test/pos/0").Should().Be("the");
        new ReviewsAtHand(temp.Root, "another program").Read(Imdb, ImdbReviews.PublishedDigest).Should().BeNull();
        AtHand().Read(Imdb with { Seed = 7 }, ImdbReviews.PublishedDigest).Should().BeNull();
    }

    private ReviewsAtHand AtHand() => new(temp.Root, ToyRun.Program);
}
