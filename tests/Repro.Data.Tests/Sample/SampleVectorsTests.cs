using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Repro.Data.Sample;

namespace Repro.Data.Tests.Sample;

/// <summary>The vectors are the same bytes on every machine; ranges say what makes them like GloVe's.</summary>
public class SampleVectorsTests
{
    private static readonly string Text = Write(1234, 32);

    private static readonly Dictionary<string, double[]> Vectors = Text.Split(
            '\n',
            StringSplitOptions.RemoveEmptyEntries
        )
        .Select(line => line.Split(' '))
        .ToDictionary(
            fields => fields[0],
            fields => fields[1..].Select(field => double.Parse(field, CultureInfo.InvariantCulture)).ToArray()
        );

    [Fact]
    public void Seed_1234_gives_the_same_bytes_on_every_machine() =>
        Convert
            .ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Text)))
            .Should()
            .Be("a97a530b0e866324e1efcdbadd46420f3cd8ea70f7b69a4e00c6d70a81a62b9d");

    [Fact]
    public void Each_line_is_a_word_and_as_many_numbers_as_the_width()
    {
        Vectors.Values.Should().OnlyContain(vector => vector.Length == 32);
        Write(1, 3).Split('\n')[0].Should().MatchRegex(@"^great( -?\d\.\d{4}){3}$");
    }

    [Fact]
    public void Most_words_of_the_corpus_have_a_vector_and_some_have_none()
    {
        var words = SampleCorpus
            .Generate(1234, 3000, 1500)
            .Train.SelectMany(review => review.Text.Split(' '))
            .ToHashSet();

        ((double)words.Count(Vectors.ContainsKey) / words.Count).Should().BeInRange(0.80, 0.95);
        Vectors.Should().NotContainKeys("movie.", "movie!").And.ContainKeys("movie", "pad", "!", "i've", "was");
    }

    [Theory]
    [InlineData("great", "fantastic", "horrible")]
    [InlineData("awful", "terrible", "wonderful")]
    [InlineData("good", "nice", "awful")]
    [InlineData("never", "hardly", "movie")]
    [InlineData("movie", "film", "pad")]
    public void Words_of_like_part_and_judgement_lie_near_each_other(string word, string near, string far) =>
        Cosine(Vectors[word], Vectors[near]).Should().BeGreaterThan(Cosine(Vectors[word], Vectors[far]) + 0.2);

    private static string Write(long seed, int width)
    {
        using var writer = new StringWriter(CultureInfo.InvariantCulture);
        SampleVectors.Write(writer, seed, width);
        return writer.ToString();
    }

    private static double Cosine(double[] a, double[] b) =>
        a.Zip(b, (x, y) => x * y).Sum() / Math.Sqrt(a.Sum(x => x * x) * b.Sum(x => x * x));
}
