using CsCheck;
using Repro.Data.Prepare.Tokens;

namespace Repro.Data.Tests.Prepare.Tokens;

public class TokenizerTests
{
    private static readonly Gen<char> Char = Gen.OneOf(
        Gen.Char['\0', '\u007f'],
        Gen.Char,
        Gen.OneOf(' ', '\t', '\u0085', '\u00a0', '\u2028', '\u3000', 'Σ', 'İ', '\'')
    );

    [Fact]
    public void The_fast_path_equals_the_plain_one() =>
        Gen.String[Char, 0, 200]
            .Sample(
                text => Tokenizer.Tokens(text).SequenceEqual(Tokenizer.PlainTokens(text), StringComparer.Ordinal),
                iter: 5000
            );

    [Fact]
    public void Tokens_of_tokens_joined_are_the_same_tokens() =>
        Gen.String[Gen.Char['\0', '\u02ff'], 0, 100]
            .Where(text => !text.Contains('İ'))
            .Sample(text =>
            {
                var tokens = Tokenizer.Tokens(text);
                return Tokenizer.Tokens(string.Join(' ', tokens)).SequenceEqual(tokens);
            });

    [Fact]
    public void Markup_and_punctuation_stay_in_their_words() =>
        Tokenizer.Tokens("Great.<br /><br />It's").Should().Equal("great.<br", "/><br", "/>it's");

    [Fact]
    public void A_token_may_be_longer_than_the_buffer() =>
        Tokenizer.Tokens(new string('A', 1000) + " B").Should().Equal(new string('a', 1000), "b");

    [Theory]
    [InlineData("")]
    [InlineData(" \t\u3000 ")]
    public void White_space_alone_has_no_tokens(string text) => Tokenizer.Tokens(text).Should().BeEmpty();
}
