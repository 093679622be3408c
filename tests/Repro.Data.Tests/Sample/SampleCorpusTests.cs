using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Repro.Data.Prepare;
using Repro.Data.Sample;

namespace Repro.Data.Tests.Sample;

/// <summary>
/// The corpus is the same bytes on every machine, and so are its lengths and frequencies: their ranges say what makes
/// it like reviews, and nothing in them varies.
/// </summary>
public class SampleCorpusTests
{
    /// <summary>
    /// Standard error of a share of the test reviews, at most. Five of them happen by chance once in a million.
    /// </summary>
    private static readonly double Error = Math.Sqrt(0.25 / 1500);

    private static readonly ReviewCorpus Corpus = SampleCorpus.Generate(1234, 3000, 1500);
    private static readonly List<string> Words = [.. Corpus.Train.SelectMany(review => review.Text.Split(' '))];

    [Fact]
    public void Seed_1234_gives_the_same_bytes_on_every_machine() =>
        Corpus.Digest.Should().Be("38ed73ae6cd7d508f7f55274e54b264aa8a242af2e7eeedfe353db9c439ff443");

    [Fact]
    public void The_digest_is_over_part_label_name_length_and_bytes_as_for_imdb()
    {
        var corpus = SampleCorpus.Generate(5, 2, 2);
        var content = string.Concat(
            corpus
                .Train.Concat(corpus.Test)
                .Select(review =>
                    string.Create(CultureInfo.InvariantCulture, $"{review.Id}.txt\0{review.Text.Length}\0{review.Text}")
                )
        );

        corpus.Digest.Should().Be(Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(content))));
    }

    [Fact]
    public void Another_seed_gives_other_reviews()
    {
        var other = SampleCorpus.Generate(1235, 3000, 1500);

        other
            .Train.Select(review => review.Text)
            .Intersect(Corpus.Train.Select(review => review.Text))
            .Should()
            .BeEmpty();
        other.Digest.Should().NotBe(Corpus.Digest);
    }

    [Fact]
    public void A_part_does_not_depend_on_the_size_of_the_other() =>
        SampleCorpus.Generate(1234, 100, 1500).Test.Should().Equal(Corpus.Test);

    [Fact]
    public void Half_of_each_part_is_positive_and_stands_first()
    {
        Corpus
            .Train.Select(review => review.Label)
            .Should()
            .Equal(Enumerable.Repeat("pos", 1500).Concat(Enumerable.Repeat("neg", 1500)));
        Corpus
            .Test.Select(review => review.Label)
            .Should()
            .Equal(Enumerable.Repeat("pos", 750).Concat(Enumerable.Repeat("neg", 750)));
    }

    [Fact]
    public void File_names_are_in_ordinal_order_and_carry_a_rating_of_their_label()
    {
        foreach (
            var half in Corpus.Train.Concat(Corpus.Test).GroupBy(review => review.Id[..review.Id.LastIndexOf('/')])
        )
        {
            half.Select(review => review.Id + ".txt")
                .Should()
                .BeInAscendingOrder(StringComparer.Ordinal)
                .And.OnlyHaveUniqueItems();
            var ratings = half.Select(review =>
                int.Parse(review.Id[(review.Id.IndexOf('_') + 1)..], CultureInfo.InvariantCulture)
            );
            ratings
                .Should()
                .OnlyContain(rating =>
                    half.Key.EndsWith("pos") ? rating >= 7 && rating <= 10 : rating >= 1 && rating <= 4
                );
        }
    }

    [Fact]
    public void Reviews_have_10_to_90_words_about_40_on_average()
    {
        var lengths = Corpus.Train.Select(Length).ToList();

        lengths.Min().Should().BeInRange(10, 12);
        lengths.Max().Should().BeInRange(80, 90);
        lengths.Average().Should().BeInRange(38, 48);
    }

    [Fact]
    public void Word_frequencies_fall_with_rank_as_in_text()
    {
        var counts = Words.CountBy(word => word).Select(word => word.Value).OrderDescending().ToList();
        var points = Enumerable
            .Range(1, 9)
            .Select(power => (X: (double)power, Y: Math.Log2(counts[(1 << power) * 5 - 1])))
            .ToList();
        var (x, y) = (points.Average(p => p.X), points.Average(p => p.Y));
        var slope = points.Sum(p => (p.X - x) * (p.Y - y)) / points.Sum(p => (p.X - x) * (p.X - x));

        counts.Should().HaveCountGreaterThan(3000, "several thousand words, most of them rare");
        counts.Count(count => count <= 3).Should().BeGreaterThan(counts.Count / 3);
        slope.Should().BeInRange(-1.5, -0.8, "Zipf's law has −1");
    }

    [Fact]
    public void The_words_of_the_sentences_to_attribute_occur_and_so_does_pad() =>
        (
            "it was a fantastic performance ! best film ever such a great show! it was a horrible movie i've "
            + "never watched something as bad it is a disgusting movie! pad"
        )
            .Split(' ')
            .Should()
            .BeSubsetOf(Words);

    [Fact]
    public void Fewer_than_two_reviews_are_refused() =>
        FluentActions
            .Invoking(() => SampleCorpus.Generate(1, 3000, 1))
            .Should()
            .Throw<ReproException>()
            .WithMessage(
                "sample corpus: 1 reviews to test are too few; at least 2 are needed, one of each label. Ask for more."
            );

    [Fact]
    public void The_majority_gets_half_of_the_labels_right() =>
        F1(_ => true).Should().Be(2.0 / 3, "that is what the word positive, said always, is worth");

    [Fact]
    public void No_length_from_which_a_review_is_good_or_bad_beats_chance()
    {
        foreach (var limit in Enumerable.Range(10, 81))
        foreach (var longer in new[] { true, false })
        {
            bool IsPositive(Review review) => Length(review) >= limit == longer;
            // As many reviews drawn at random hold a half that is positive (hypergeometric).
            double said = Corpus.Test.Count(IsPositive),
                all = Corpus.Test.Count,
                deviation = Math.Sqrt(said * (all - said) / (4 * (all - 1)));
            F1(IsPositive)
                .Should()
                .BeLessThanOrEqualTo(
                    2 * ((said / 2) + (5 * deviation)) / (said + (all / 2)),
                    "{0} reviews have {1} {2} words",
                    said,
                    longer ? "at least" : "fewer than",
                    limit
                );
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(30)]
    [InlineData(300)]
    public void A_bag_of_single_words_stays_below_the_models(int minimumCount)
    {
        var classifier = new BagOfWordsClassifier(Corpus.Train, minimumCount);

        F1(classifier.IsPositive)
            .Should()
            .BeInRange(0.5 + (5 * Error), 0.85 - (5 * Error), "some words do tell; the models reach 0.85 and more");
    }

    private static int Length(Review review) => review.Text.Split(' ').Length;

    private static double F1(Func<Review, bool> isPositive)
    {
        var hits = Corpus.Test.Count(review => isPositive(review) && review.Label == "pos");
        var misses = Corpus.Test.Count(review => isPositive(review) != (review.Label == "pos"));
        return 2.0 * hits / ((2 * hits) + misses);
    }
}
