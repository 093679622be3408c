using Repro.Experiments;
using Repro.Experiments.Settings;
using Repro.Verdicts.Report.Sections;

namespace Repro.Verdicts.Tests.Report.Sections;

public class SettingTableSectionTests
{
    [Theory]
    [InlineData("rnn.hidden", "32", "256", "a whole number, 1 … 8192")]
    [InlineData("cnn.widths", "–", "–", "whole numbers separated by commas, each 1 … 64")]
    [InlineData("training.patience-rule", "never-reset", "never-reset", "never-reset, reset-on-improvement")]
    [InlineData("attribution.filler", "pad", "pad", "a word")]
    public void A_key_has_its_default_the_notebooks_value_and_what_it_takes(
        string key,
        string here,
        string notebook,
        string takes
    )
    {
        var table = SettingTableSection.Build([Spec(Profiles.Sample)], [Spec(Profiles.Imdb)]);

        table.Rows.Should().HaveCount(SettingTable.All.Count);
        table
            .Rows.Select(row => row.Select(cell => cell.Text).ToArray())
            .Single(row => row[0] == key)[..4]
            .Should()
            .Equal(key, here, notebook, takes);
    }

    [Fact]
    public void A_value_reads_as_the_command_line_takes_it()
    {
        var spec = Spec(Profiles.Sample);
        var words = spec with { Attribution = spec.Attribution with { Filler = "<é&'>" } };
        SettingTableSection
            .Build([words], [words])
            .Rows.Single(row => row[0].Text == "attribution.filler")[1]
            .Text.Should()
            .Be("<é&'>");
    }

    private static ExperimentSpec Spec(string profile) => Profiles.Spec(profile, ModelKind.Rnn, ProtocolKind.AsWritten);
}
