namespace Repro.Tests;

public class TerminalTextTests
{
    [Theory]
    [InlineData("caf\u00e9 \ud83d\ude00 [bold]", "caf\u00e9 \ud83d\ude00 [bold]")]
    [InlineData("\u001b[31mred", "\ufffd[31mred")]
    [InlineData("a\r\nb\tc\u009b", "a\ufffd\ufffdb\ufffdc\ufffd")]
    [InlineData("\u202eabc\u200b\u2028\u2029", "\ufffdabc\ufffd\ufffd\ufffd")]
    public void What_steers_a_terminal_is_replaced_and_the_rest_stays(string text, string expected) =>
        TerminalText.Of(text).Should().Be(expected);

    [Fact]
    public void A_broken_surrogate_is_replaced() => TerminalText.Of("a" + (char)0xd800 + "b").Should().Be("a\ufffdb");
}
