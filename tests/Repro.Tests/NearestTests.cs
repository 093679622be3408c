namespace Repro.Tests;

public class NearestTests
{
    [Theory]
    [InlineData("modles", "models")]
    [InlineData("protocol", "protocols")]
    [InlineData("sead", "seed")]
    public void A_slip_finds_the_word_that_was_meant(string word, string meant) =>
        Nearest.To(word, ["profile", "models", "protocols", "seed"]).Should().Be(meant);

    [Fact]
    public void A_word_of_its_own_finds_nothing() => Nearest.To("frobnicate", ["profile", "seed"]).Should().BeNull();

    [Fact]
    public void A_word_of_three_letters_is_near_to_everything_and_so_to_nothing() =>
        Nearest.To("gpu", ["cpu"]).Should().BeNull();

    [Fact]
    public void Without_candidates_there_is_no_hint() => Nearest.Hint("x", []).Should().BeEmpty();
}
