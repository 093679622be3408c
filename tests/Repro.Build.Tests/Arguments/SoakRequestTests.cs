using ReproBuild.Arguments;
using ReproBuild.Soaking;

namespace Repro.Build.Tests.Arguments;

public class SoakRequestTests
{
    [Fact]
    public void By_default_fifty_are_killed_at_random_moments() => Read().Should().Be(new SoakRequest(50, null, null));

    [Fact]
    public void Every_option_arrives()
    {
        Read("--kills=7", "--kill-seed=0").Should().Be(new SoakRequest(7, 0, null));
        Read("--minutes=0.5").Should().Be(new SoakRequest(50, null, 0.5));
    }

    [Theory]
    [InlineData("--kills=0", "--kills: 0 is not a whole number from 1 to 10000. Choose one.")]
    [InlineData("--kills=many", "--kills: many is not a whole number from 1 to 10000. Choose one.")]
    [InlineData("--kill-seed=-1", "--kill-seed: -1 is not a whole number from 0 to 2147483647. Choose one.")]
    [InlineData("--minutes=0", "--minutes: 0 is not a number from 0.1 to 10080. Choose one.")]
    [InlineData("--minutes=NaN", "--minutes: NaN is not a number from 0.1 to 10080. Choose one.")]
    public void What_is_not_legal_is_reported_with_what_would_be(string given, string fault) =>
        CommandLine.Parse([given]).Faults.Should().Equal(fault);

    [Theory]
    [InlineData("--kills")]
    [InlineData("--kill-seed")]
    public void Killing_and_repeating_exclude_each_other(string option) =>
        CommandLine
            .Parse(["--minutes=1", $"{option}=5"])
            .Faults.Should()
            .Equal(
                $"--minutes and {option} exclude each other: the one repeats runs, the other kills them. Leave one."
            );

    private static SoakRequest Read(params string[] args)
    {
        var commandLine = CommandLine.Parse(args);
        commandLine.Faults.Should().BeEmpty();
        return SoakRequest.From(commandLine);
    }
}
