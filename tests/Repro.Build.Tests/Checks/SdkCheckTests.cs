using ReproBuild.Checks;

namespace Repro.Build.Tests.Checks;

public class SdkCheckTests
{
    private const string Wanted = """{ "sdk": { "version": "10.0.100", "rollForward": "latestFeature" } }""";

    [Theory]
    [InlineData("10.0.100")]
    [InlineData("10.0.401")]
    public void The_requested_version_or_a_later_feature_band_is_fine(string installed) =>
        SdkCheck.Of(["8.0.404", installed], Wanted, ".NET 10").Should().Be(Check.Ok("SDK", $"{installed} (.NET 10)"));

    [Theory]
    [InlineData("8.0.404")]
    [InlineData("10.1.100")]
    [InlineData("11.0.100")]
    [InlineData("10.0.99")]
    public void Another_version_is_a_problem_and_the_one_to_install_is_named(string installed) =>
        SdkCheck
            .Of([installed], Wanted, ".NET 10")
            .Should()
            .BeEquivalentTo(
                new
                {
                    State = CheckState.Problem,
                    Finding = $"{installed}; 10.0.100 or a later 10.0 is needed",
                    Remedy = "Install the .NET 10.0 SDK: dotnet.microsoft.com, or the distribution's dotnet-sdk-10.0.",
                }
            );

    [Fact]
    public void A_runtime_without_an_SDK_is_a_problem() =>
        SdkCheck.Of([], Wanted, ".NET 10").State.Should().Be(CheckState.Problem);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("""{ "sdk": 10 }""")]
    [InlineData("""{ "sdk": { "version": 10 } }""")]
    public void Without_a_version_to_hold_it_against_the_installed_one_is_shown(string? globalJson) =>
        SdkCheck.Of(["10.0.100"], globalJson, ".NET 10").State.Should().Be(CheckState.Note);
}
