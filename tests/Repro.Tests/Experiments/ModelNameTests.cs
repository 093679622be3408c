using System.Text.Json;
using Repro.Experiments;
using Repro.Files;

namespace Repro.Tests.Experiments;

public class ModelNameTests
{
    [Fact]
    public void The_notebooks_models_have_the_names_that_files_know()
    {
        var names = ImdbNotebook.Assignment.Models;
        names.Select(name => name.Word).Should().Equal("rnn", "cnn", "cnn-glove");
        JsonSerializer.Serialize(names, Json.Canonical).Should().Be("""["rnn","cnn","cnn-glove"]""");
        JsonSerializer
            .Deserialize<EquatableList<ModelName>>("""["rnn","cnn","cnn-glove"]""", Json.Canonical)
            .Should()
            .Equal(names);
    }

    [Theory]
    [InlineData("")]
    [InlineData("../rnn")]
    [InlineData("Rnn")]
    [InlineData("a b")]
    [InlineData("-x")]
    [InlineData("a-model-with-a-name-of-forty-one-letters-x")]
    public void A_name_that_could_be_another_folder_is_refused(string word)
    {
        FluentActions
            .Invoking(() => new ModelName(word))
            .Should()
            .Throw<ReproException>()
            .Which.ExitCode.Should()
            .Be(ExitCode.Usage);
        FluentActions
            .Invoking(() => JsonSerializer.Deserialize<ModelName>(JsonSerializer.Serialize(word), Json.Canonical))
            .Should()
            .Throw<JsonException>();
    }

    [Fact]
    public void A_model_that_the_notebook_does_not_have_has_no_experiment() =>
        FluentActions
            .Invoking(() => Profiles.Spec(Profiles.Sample, new ModelName("bag"), ProtocolKind.Corrected))
            .Should()
            .Throw<ReproException>()
            .WithMessage("model: bag is not one of rnn, cnn, cnn-glove. *src/README.md*")
            .Which.ExitCode.Should()
            .Be(ExitCode.Usage);
}
