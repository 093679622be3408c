namespace Repro.Tests;

public class DurationTextTests
{
    [Theory]
    [InlineData(-1, "0 s")]
    [InlineData(7.46, "7.5 s")]
    [InlineData(9, "9 s")]
    [InlineData(14.2, "14 s")]
    [InlineData(59.6, "1 m 00 s")]
    [InlineData(74.4, "1 m 14 s")]
    [InlineData(7500, "2 h 05 m")]
    public void Durations_have_as_many_digits_as_people_want(double seconds, string text) =>
        DurationText.Of(TimeSpan.FromSeconds(seconds)).Should().Be(text);
}
