using System.Text.Json;
using System.Text.Json.Nodes;
using Repro.Experiments;
using Repro.Experiments.Settings;
using Repro.Files;

namespace Repro.Tests.Experiments.Settings;

public class SettingTableTests
{
    private static readonly ExperimentSpec[] Notebook =
    [
        Profiles.Spec(Profiles.Imdb, ModelKind.Rnn, ProtocolKind.AsWritten),
        Profiles.Spec(Profiles.Imdb, ModelKind.Cnn, ProtocolKind.AsWritten),
    ];

    public static TheoryData<string> Ranged =>
        [.. SettingTable.All.Where(s => s.Limits is not null && !s.IsList).Select(s => s.Key)];

    [Fact]
    public void Every_value_of_a_section_is_a_setting_but_the_sentences()
    {
        var values = Notebook
            .Select(spec => JsonSerializer.SerializeToNode(spec, Json.Canonical)!.AsObject())
            .SelectMany(spec => spec.Where(section => section.Value is JsonObject))
            .SelectMany(section => section.Value!.AsObject().Select(leaf => $"{section.Key}.{leaf.Key}"))
            .Distinct();
        SettingTable
            .All.Select(setting => setting.Key)
            .Should()
            .BeEquivalentTo([.. values.Except(["attribution.sentences"]), "corpus.file-order"]);
    }

    [Fact]
    public void Every_setting_says_what_it_is() =>
        SettingTable.All.Should().OnlyContain(s => s.Meaning.Length > 0 && !s.Meaning.EndsWith('.'));

    [Fact]
    public void Every_number_has_its_range() =>
        SettingTable
            .All.Where(s => s.Type == typeof(int) || s.Type == typeof(long) || s.Type == typeof(double) || s.IsList)
            .Should()
            .OnlyContain(s => s.Limits != null);

    [Theory]
    [MemberData(nameof(Ranged))]
    public void The_notebooks_value_is_legal_and_minus_one_is_refused_with_the_range_that_is_shown(string key)
    {
        var setting = SettingTable.Find(key)!;
        var spec = Notebook.First(s =>
            key.Split('.')[0] is var section
            && (section != "rnn" || s.Rnn is not null)
            && (section != "cnn" || s.Cnn is not null)
        );
        SpecValidation.Faults(spec).Should().BeEmpty();
        var wrong = SpecOverrides.Parse([$"{key}=-1"]).Apply(spec);
        SpecValidation
            .Faults(wrong)
            .Should()
            .ContainSingle(fault => fault.StartsWith($"{key}: -1 is ", StringComparison.Ordinal))
            .Which.Should()
            .Contain(setting.Limits!.Text);
        setting.Legal.Should().EndWith(setting.Limits.Text);
    }

    [Theory]
    [InlineData("gauss-legendre", true)]
    [InlineData("riemann-left", false)]
    [InlineData("riemann-trapezoid", false)]
    public void A_single_step_is_for_Gauss_Legendre_alone(string rule, bool legal)
    {
        var spec = SpecOverrides.Parse(["attribution.steps=1", $"attribution.rule={rule}"]).Apply(Notebook[0]);
        if (legal)
            SpecValidation.Faults(spec).Should().BeEmpty();
        else
            SpecValidation
                .Faults(spec)
                .Should()
                .Equal(
                    "attribution.steps: 1 is outside 2 … 10000, the range for the Riemann rules. Choose a value inside."
                );
    }
}
