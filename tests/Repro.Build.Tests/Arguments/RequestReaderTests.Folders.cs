namespace Repro.Build.Tests.Arguments;

public partial class RequestReaderTests
{
    [Fact]
    public void A_tilde_is_the_home_folder_wherever_a_folder_is_named()
    {
        var variables = new Dictionary<string, string?> { ["HOME"] = "/there/me", ["REPRO_CACHE"] = "~/cache" };
        var request = Read(["--runs=~/runs", "--data-mirror=~"], variables);
        request.Runs.Should().Be("/there/me/runs");
        request.Mirror.Should().Be("/there/me");
        request.Cache.Should().Be("/there/me/cache");
        variables = new()
        {
            ["HOME"] = "/there/me",
            ["REPRO_DATA_MIRROR"] = "~/mirror",
            ["XDG_CACHE_HOME"] = "~/x",
        };
        request = Read(["--runs=./~"], variables);
        request.Runs.Should().Be("/work/~");
        request.Mirror.Should().Be("/there/me/mirror");
        request.Cache.Should().Be("/there/me/x/repro");
    }

    [Theory]
    [InlineData("--runs=~you/runs", "--runs: ~you/runs begins with ~ but not with ~/.*")]
    [InlineData("--data-mirror=~you", "--data-mirror: ~you begins with ~ but not with ~/.*")]
    public void Another_persons_home_is_refused(string given, string message) =>
        FluentActions
            .Invoking(() => Read([given]))
            .Should()
            .Throw<ReproException>()
            .WithMessage(message)
            .Which.ExitCode.Should()
            .Be(ExitCode.Usage);
}
