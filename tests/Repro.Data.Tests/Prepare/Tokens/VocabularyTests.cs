using CsCheck;
using Repro.Data.Prepare.Tokens;

namespace Repro.Data.Tests.Prepare.Tokens;

public class VocabularyTests
{
    [Fact]
    public void Ties_are_ordered_by_code_point() =>
        Vocabulary.Build(["😀 \ufffd é z ab a"]).Words.Skip(2).Should().Equal("a", "ab", "z", "é", "\ufffd", "😀");

    [Fact]
    public void Code_point_order_is_that_of_UTF8() =>
        Gen.Select(Gen.String, Gen.String)
            .Where((a, b) => IsValid(a) && IsValid(b))
            .Sample(
                (a, b) =>
                    Math.Sign(CodePointOrder.Instance.Compare(a, b))
                    == Math.Sign(Utf8(a).AsSpan().SequenceCompareTo(Utf8(b)))
            );

    [Fact]
    public void Frequent_words_come_first()
    {
        var vocabulary = Vocabulary.Build(["b a", "b c", "b c"]);
        vocabulary.Words.Should().Equal("<unk>", "<pad>", "b", "c", "a");
        Enumerable.Range(0, 5).Select(vocabulary.Frequency).Should().Equal(0, 0, 3, 2, 1);
    }

    [Fact]
    public void A_word_of_the_vocabulary_has_its_index_and_any_other_is_unknown()
    {
        var vocabulary = Vocabulary.Build(["film"]);
        vocabulary.IndexOf("film").Should().Be(2);
        vocabulary.IndexOf("Film").Should().Be(Vocabulary.Unknown);
        vocabulary.TryIndexOf("<unk>", out var index).Should().BeTrue();
        index.Should().Be(Vocabulary.Unknown);
        vocabulary.TryIndexOf("Film", out _).Should().BeFalse();
    }

    [Fact]
    public void Specials_in_a_text_are_counted_and_stay_in_front()
    {
        var vocabulary = Vocabulary.Build(["<pad> <pad> a"]);
        vocabulary.Words.Should().Equal("<unk>", "<pad>", "a");
        vocabulary.Frequency(Vocabulary.Padding).Should().Be(2);
    }

    [Fact]
    public void Counting_on_many_cores_gives_the_counts_of_one()
    {
        var texts = Enumerable.Range(0, 2000).Select(i => $"w{i % 7} W{i % 11} é{i % 3}").ToArray();
        var expected = texts.SelectMany(Tokenizer.PlainTokens).CountBy(t => t).ToDictionary();
        WordCounts.Count(texts).Should().BeEquivalentTo(expected);
    }

    private static bool IsValid(string text) => !text.EnumerateRunes().Contains(System.Text.Rune.ReplacementChar);

    private static byte[] Utf8(string text) => System.Text.Encoding.UTF8.GetBytes(text);
}
