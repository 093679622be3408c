using System.Text.Json.Nodes;
using Repro.Experiments;
using Repro.Testing;
using Repro.Verdicts.Claims;

namespace Repro.Tests.Hostile;

public sealed class HostileClaimsTests : IDisposable
{
    private readonly TempFolder temp = new();

    public void Dispose() => temp.Dispose();

    [Theory]
    [InlineData("about seven", "claim C1 prints 'about seven', which is not a number of at most 32 characters")]
    [InlineData("1e999", "claim C1 prints '1e999', which is not a number of at most 32 characters")]
    [InlineData("NaN", "claim C1 prints 'NaN', which is not a number of at most 32 characters")]
    [InlineData("\u001b[2J", "claim C1 prints '\ufffd[2J', which is not a number of at most 32 characters")]
    public void A_figure_that_is_not_a_number_is_named(string text, string why) =>
        Refused(claims => claims[0]!["printed"]![0]!["text"] = text, why);

    [Fact]
    public void A_claim_without_figures_is_named() =>
        Refused(claims => claims[2]!["printed"] = new JsonArray(), "claim C3 has no printed figure");

    [Fact]
    public void A_claim_that_is_null_is_refused() => Refused(claims => claims[3] = null, "*null among its elements*");

    [Fact]
    public void A_capital_exponent_is_an_exponent() =>
        new PrintedFigure("rnn", "x", "1.5E-3")
            .HalfUnit()
            .Should()
            .BeApproximately(5e-5, RoundingBound.Managed(8, 5e-5));

    private void Refused(Action<JsonNode> edit, string why)
    {
        var path = temp.At("claims.json");
        var file = JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Baselines, "notebook", "claims.json")))!;
        edit(file["claims"]!);
        File.WriteAllText(path, file.ToJsonString());
        FluentActions
            .Invoking(() => ClaimsFile.Read(path, ImdbNotebook.Assignment))
            .Should()
            .Throw<ReproException>()
            .WithMessage($"{path}*: *{why}*")
            .Which.ExitCode.Should()
            .Be(ExitCode.InputMissing);
    }
}
