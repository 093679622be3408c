using System.Text.Json;
using System.Text.RegularExpressions;
using Repro.Files;
using Repro.Quantities;
using Repro.Runs;
using Repro.Testing;
using Repro.Verdicts.Diff;
using Spectre.Console;

namespace Repro.Verdicts.Tests.Report.Diffs;

public sealed class DiffWriterTests : IDisposable
{
    private readonly ToyDiff toy = new();

    public void Dispose() => toy.Dispose();

    [Theory]
    [InlineData(DiffSubject.Metrics, DiffFormat.Table)]
    [InlineData(DiffSubject.Metrics, DiffFormat.Json)]
    [InlineData(DiffSubject.Metrics, DiffFormat.Md)]
    [InlineData(DiffSubject.Curves, DiffFormat.Table)]
    [InlineData(DiffSubject.Curves, DiffFormat.Json)]
    [InlineData(DiffSubject.Curves, DiffFormat.Md)]
    [InlineData(DiffSubject.Attributions, DiffFormat.Table)]
    [InlineData(DiffSubject.Attributions, DiffFormat.Json)]
    [InlineData(DiffSubject.Attributions, DiffFormat.Md)]
    [InlineData(DiffSubject.Predictions, DiffFormat.Table)]
    [InlineData(DiffSubject.Predictions, DiffFormat.Json)]
    [InlineData(DiffSubject.Predictions, DiffFormat.Md)]
    public Task Every_subject_in_every_form(DiffSubject of, DiffFormat format)
    {
        if (of == DiffSubject.Predictions)
            Predict();
        else
            Worsen(toy.Write(ToyRun.Of(seed: 7)));
        return Snapshot.Match(
            toy.Written(toy.Of(of, "run", "seed-7"), format),
            $"Diff of {Words.Of(of)} as {Words.Of(format)}"
        );
    }

    [Theory]
    [InlineData(40)]
    [InlineData(80)]
    public Task Predictions_fit_a_narrow_console(int width)
    {
        Predict();
        var written = toy.Written(toy.Of(DiffSubject.Predictions, "run", "seed-7"), width: width);
        written.Split('\n').Should().OnlyContain(line => line.Length <= width);
        return Snapshot.Match(written, $"Diff of predictions in {width} columns");
    }

    [Fact]
    public void A_table_that_is_too_wide_for_the_console_goes_line_by_line()
    {
        Worsen(toy.Write(ToyRun.Of(seed: 7)));
        foreach (var of in Enum.GetValues<DiffSubject>().Except([DiffSubject.Predictions]))
            toy.Written(toy.Of(of, "run", "seed-7"), width: 40)
                .Should()
                .MatchRegex(@"\n verdict +(within|regression|not valid)")
                .And.NotContain("…");
    }

    [Fact]
    public Task What_is_missing_is_named()
    {
        var request = toy.Request with { Only = ["cnn-glove.as-written", "cnn-glove.corrected"] };
        return Snapshot.Match(toy.Written(toy.Of(DiffSubject.Metrics, request: request)));
    }

    [Fact]
    public void A_line_for_either_side_has_the_words_in_colour()
    {
        Worsen(toy.Write(ToyRun.Of(seed: 7)));
        var written = toy.Written(
            toy.Of(DiffSubject.Attributions, "run", "seed-7"),
            colours: ColorSystemSupport.TrueColor
        );
        written
            .Should()
            .Contain("\u001b[38;2;0;0;0;48;2;34;200;34mfantastic\u001b[0m", "the run's 0.99 is nearly the full green")
            .And.MatchRegex(
                "\u001b\\[4;38;2;0;0;0;48;2;[0-9;]+mfantastic\u001b\\[0m",
                "what speaks against is underlined"
            )
            .And.NotContain("(+0.99)");
    }

    [Fact]
    public void Json_is_read_back_as_it_was_and_lies_in_a_file_too()
    {
        var difference = toy.Of(DiffSubject.Attributions);
        var written = toy.Written(difference, DiffFormat.Json);
        written.Should().MatchRegex(@"^[\x20-\x7e\n]+$", "nothing in it can move a terminal");
        File.ReadAllText(Path.Combine(toy.Report, "diff-attributions.json"))
            .Replace(toy.Folder, "", StringComparison.Ordinal)
            .Should()
            .Be(written);
        JsonSerializer
            .Deserialize<Difference>(
                File.ReadAllText(Path.Combine(toy.Report, "diff-attributions.json")),
                Json.Readable
            )!
            .Pairs[0]
            .Sentences.Should()
            .Equal(difference.Pairs[0].Sentences);
    }

    [Fact]
    public void Predictions_are_read_back_from_Json_as_they_were()
    {
        Predict();
        var difference = toy.Of(DiffSubject.Predictions, "run", "seed-7");
        toy.Written(difference, DiffFormat.Json);
        JsonSerializer
            .Deserialize<Difference>(File.ReadAllText(Path.Combine(toy.Report, "diff-predictions.json")), Json.Readable)
            .Should()
            .Be(difference);
    }

    [Theory]
    [InlineData(DiffFormat.Table)]
    [InlineData(DiffFormat.Md)]
    [InlineData(DiffFormat.Json)]
    public void Escapes_in_a_sentence_do_not_reach_the_terminal(DiffFormat format)
    {
        Foreign("\u001b[2J\u202e[red]x[/]", "<script>alert(1)</script>");
        foreach (var colours in (ColorSystemSupport[])[ColorSystemSupport.NoColors, ColorSystemSupport.TrueColor])
            toy.Written(toy.Of(DiffSubject.Attributions, "seed-8", "seed-7"), format, colours)
                .Should()
                .NotContain("\u001b[2J")
                .And.NotContain("\u202e")
                .And.Contain("[2J");
    }

    [Fact]
    public void Markup_in_a_sentence_is_text_on_the_page()
    {
        Foreign("<b>bold</b>", "<script>alert(1)</script>");
        toy.Written(toy.Of(DiffSubject.Attributions, "seed-8", "seed-7"));
        toy.Page()
            .Should()
            .Contain("&lt;b&gt;bold&lt;/b&gt;")
            .And.Contain("&lt;script&gt;alert(1)&lt;/script&gt;")
            .And.NotContain("<b>")
            .And.NotContain("<script");
    }

    [Fact]
    public void Markup_in_a_sentence_is_text_in_Markdown()
    {
        Foreign("<b>|bold|</b>", "*x*");
        toy.Written(toy.Of(DiffSubject.Attributions, "seed-8", "seed-7"), DiffFormat.Md)
            .Should()
            .Contain(@"\<b\>\|bold\|\</b\>")
            .And.NotContain("<b>");
    }

    [Fact]
    public void The_page_has_both_sides_needs_no_network_and_is_well_formed()
    {
        Worsen(toy.Write(ToyRun.Of(seed: 7)));
        toy.Written(toy.Of(DiffSubject.Attributions, "run", "seed-7"), DiffFormat.Md);
        var page = toy.Page();
        page.Should()
            .Contain("title=\"+0.9900\">fantastic</span>")
            .And.Contain("title=\"-0.9000\">fantastic</span>")
            .And.NotContain("http://")
            .And.NotContain("https://")
            .And.NotContain("url(")
            .And.NotContain("@import");
        Regex.IsMatch(page, @"<(script|link|img|iframe)\b|\son\w+=").Should().BeFalse();
        foreach (var tag in new[] { "section", "table", "tr", "td", "th", "div", "p", "span", "title" })
            Regex.Count(page, $@"<{tag}[\s>]").Should().Be(Regex.Count(page, $"</{tag}>"), tag);
    }

    [Fact]
    public void Only_attributions_make_a_page()
    {
        toy.Written(toy.Of(DiffSubject.Metrics));
        Directory.Exists(toy.Report).Should().BeFalse();
    }

    /// <summary>Another seed's run, a little worse in everything.</summary>
    private static void Worsen(RunFolder run)
    {
        ToyRun.Edit(run.Metrics, m => m["values"]![QuantityNames.F1Global] = 0.8);
        ToyRun.Edit(run.History, h => h["epochs"]![1]!["validation-loss"] = 0.5);
        ToyRun.Edit(run.Attributions, a => a["rows"]![0]!["words"]![2]!["importance"] = -0.9);
        ToyRun.Edit(run.Attributions, a => a["rows"]![0]!["score"] = -0.82);
        ToyRun.Edit(run.Attributions, a => a["rows"]![0]!["probability"] = 0.31);
        ToyRun.Edit(run.Attributions, a => a["rows"]![1]!["delta"] = 0.02);
    }

    /// <summary>The run and another seed's, on available reviews.</summary>
    private void Predict()
    {
        toy.Write(ToyPredictions.Run(ToyPredictions.Before));
        var seed = ToyPredictions.Run(ToyPredictions.After, seed: 7);
        toy.Write(seed);
        ToyPredictions.Prepare(toy.Request.Cache, seed.Spec);
    }

    /// <summary>Two seeds that explain a sentence of these two words, whose signs turn.</summary>
    private void Foreign(string first, string second)
    {
        toy.Write(
            ToyRun.Of(seed: 7) with
            {
                Rows = [ToyRun.Row($"{first} {second}", "pos", 0.5, (first, 0.7), (second, -0.7))],
            }
        );
        toy.Write(
            ToyRun.Of(seed: 8) with
            {
                Rows = [ToyRun.Row($"{first} {second}", "pos", 0.5, (first, -0.7), (second, 0.7))],
            }
        );
    }
}
