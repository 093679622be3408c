using System.IO.Compression;
using System.Text;
using Repro.Data.Prepare.Tokens;
using Repro.Data.Prepare.Vectors;
using Repro.Testing;

namespace Repro.Data.Tests.Prepare.Vectors;

public class WordVectorsTests
{
    private static readonly Vocabulary Words = Vocabulary.Build(["a a a film film b\u200bc"]);

    [Fact]
    public void Words_get_their_rows_and_the_others_zeros()
    {
        var matrix = Read("film 1 2\nnowhere 3 4\na -0.5 1e-3\n");
        matrix.Values.Should().Equal(0, 0, 0, 0, -0.5f, 0.001f, 1, 2, 0, 0);
        matrix[3].ToArray().Should().Equal(1, 2);
        matrix.Found.Should().Be(2);
    }

    [Fact]
    public void The_last_of_equal_words_wins()
    {
        var matrix = Read("a 1 2\nfilm 5 6\na 3 4\n");
        matrix[2].ToArray().Should().Equal(3, 4);
        matrix.Found.Should().Be(2);
    }

    [Fact]
    public void A_line_of_one_value_is_a_header() => Read("400000 2\na 1 2\n").Found.Should().Be(1);

    [Fact]
    public void A_word_that_is_not_UTF8_is_skipped() => Read([0xff, .. " 1 2\na 3 4"u8]).Found.Should().Be(1);

    [Fact]
    public void Only_U0020_parts_fields() => Read("a\u00a0film 1 2\na 3 4\r\nb\u200bc 5 6").Found.Should().Be(2);

    [Fact]
    public void Specials_have_a_row_where_the_vectors_name_them() =>
        Read("<unk> 1 2\n")[Vocabulary.Unknown].ToArray().Should().Equal(1, 2);

    [Fact]
    public void Capitals_are_other_words() => Read("Film 1 2\n").Found.Should().Be(0);

    [Theory]
    [InlineData(
        "a 1 2\nfilm 1 2 3\n",
        "toy.2d: line 2, 'film 1 2 3', has 3 values, but 2 are expected. Fetch the vectors again, or give their "
            + "actual width."
    )]
    [InlineData(
        "a 1 2\n\nfilm 1 2\n",
        "toy.2d: line 2, '', has 0 values, but 2 are expected. Fetch the vectors again, or give their actual width."
    )]
    [InlineData(
        "a 1 x2\n",
        "toy.2d: line 1, 'a 1 x2', has 'x2' among its values, but each must be a finite number. Fetch the vectors "
            + "again, or give their actual width."
    )]
    [InlineData(
        "a 1 nan\n",
        "toy.2d: line 1, 'a 1 nan', has 'nan' among its values, but each must be a finite number. Fetch the vectors "
            + "again, or give their actual width."
    )]
    [InlineData(
        "a 1e99 1\n",
        "toy.2d: line 1, 'a 1e99 1', has '1e99' among its values, but each must be a finite number. Fetch the vectors "
            + "again, or give their actual width."
    )]
    [InlineData(
        "a  1\n",
        "toy.2d: line 1, 'a  1', has '' among its values, but each must be a finite number. Fetch the vectors again, "
            + "or give their actual width."
    )]
    public void A_malformed_line_is_named_with_its_number(string text, string message) =>
        FluentActions
            .Invoking(() => Read(text))
            .Should()
            .Throw<ReproException>()
            .WithMessage(message)
            .Which.ExitCode.Should()
            .Be(ExitCode.InputMissing);

    [Fact]
    public void A_page_instead_of_vectors_is_quoted() =>
        FluentActions
            .Invoking(() => Read("<!DOCTYPE html>\n<title>404: there is no such page here</title>\n"))
            .Should()
            .Throw<ReproException>()
            .WithMessage("toy.2d: line 2, '<title>404: there is no such p…', has 6 values, but 2 are expected.*");

    [Fact]
    public void Equal_matrices_have_equal_digests_and_others_have_not()
    {
        Read("a 1 2\n").Digest.Should().Be(Read("film2 1 1\na 1 2\n").Digest).And.NotBe(Read("a 1 3\n").Digest);
    }

    [SkippableFact]
    public void GloVe_6B_knows_49387_words_of_the_notebooks_vocabulary()
    {
        using var zip = ZipFile.OpenRead(DataMirror.PathOf("glove.6B.100d_imdb-words.zip"));
        using var text = zip.GetEntry("glove.6B.100d.txt")!.Open();
        var vocabulary = DataMirror.PreparedImdb.Vocabulary;
        var matrix = WordVectors.Read(text, 100, vocabulary, "glove.6B.100d");

        matrix.Found.Should().Be(49387);
        matrix.Values.Should().HaveCount(202065 * 100);
        matrix[vocabulary.IndexOf("movie")].IndexOfAnyExcept(0f).Should().Be(0);
        matrix[vocabulary.IndexOf("movie.")].IndexOfAnyExcept(0f).Should().Be(-1);
    }

    private static VectorMatrix Read(string text) => Read(Encoding.UTF8.GetBytes(text));

    private static VectorMatrix Read(byte[] text) => WordVectors.Read(new MemoryStream(text), 2, Words, "toy.2d");
}
