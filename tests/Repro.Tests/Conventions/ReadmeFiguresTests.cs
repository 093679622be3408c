using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Repro.Experiments;
using Repro.Quantities;
using Repro.Testing;

namespace Repro.Tests.Conventions;

/// <summary>Figures in a README are those of the committed baselines and files.</summary>
public partial class ReadmeFiguresTests
{
    [Fact]
    public void The_table_to_be_seen_is_that_of_the_accepted_sample()
    {
        var shown = Output()
            .Split('\n')
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(words => words.Length > 5 && words[0].Contains('.') && words[^1] == "within")
            .ToDictionary(words => words[0], words => words[1..5]);
        shown.Keys.Should().BeEquivalentTo(Experiments());
        foreach (var (experiment, figures) in shown)
            figures.Should().Equal(Accepted(experiment), experiment);
    }

    [Fact]
    public void The_output_to_be_seen_names_no_number_of_blocking_quantities_since_machines_differ_in_it() =>
        Output()
            .Should()
            .Contain($"All … blocking quantities of {Experiments().Count} experiments are within tolerance.")
            .And.NotMatchRegex(@"\d+ blocking");

    [Fact]
    public void Every_walk_through_the_sources_has_as_many_files_as_it_says_and_all_of_them_are_there()
    {
        var folder = Path.Combine(Repository.Root, "src");
        var walks = Walk().Matches(File.ReadAllText(Path.Combine(folder, "README.md")).ReplaceLineEndings("\n"));
        walks.Should().HaveCount(3);
        foreach (Match walk in walks)
        {
            var steps = walk.Groups["file"].Captures.Select(capture => capture.Value).ToList();
            steps.Should().HaveCount(int.Parse(walk.Groups["count"].Value, CultureInfo.InvariantCulture));
            steps.Should().OnlyContain(file => File.Exists(Path.Combine(folder, file)));
        }
    }

    private static string Output()
    {
        var readme = File.ReadAllText(Path.Combine(Repository.Root, "README.md")).ReplaceLineEndings("\n");
        return readme.Split("## What you should see\n\n```text\n")[1].Split("```")[0];
    }

    private static IReadOnlyList<string> Experiments() =>
        [
            .. Words
                .All<ModelKind>()
                .SelectMany(_ => Words.All<ProtocolKind>(), (model, protocol) => $"{model}.{protocol}"),
        ];

    // As the console has them: four decimals at most.
    private static string[] Accepted(string experiment)
    {
        var file = Path.Combine(Repository.Baselines, "sample", "cpu", experiment, "metrics.verified.json");
        using var metrics = JsonDocument.Parse(File.ReadAllText(file));
        string[] quantities =
        [
            QuantityNames.TrainedEpochs,
            QuantityNames.BestValidationLoss,
            QuantityNames.F1Global,
            QuantityNames.F1BatchMean,
        ];
        return
        [
            .. quantities.Select(quantity =>
                metrics
                    .RootElement.GetProperty("values")
                    .GetProperty(quantity)
                    .GetDouble()
                    .ToString("0.####", CultureInfo.InvariantCulture)
            ),
        ];
    }

    // A sentence that ends in its number of files, and the numbered list below it.
    [GeneratedRegex(
        @": (?<count>\d+) files\.(?:(?!: \d+ files)[^#])*?\n\n(?:\d+\. \[[^\]]+\]\((?<file>[^)#]+)[^\n]*\n(?: "
            + @"+[^\n]*\n)*)+"
    )]
    private static partial Regex Walk();
}
