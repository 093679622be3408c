using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Repro.Experiments;
using Repro.Files;
using Repro.Quantities;
using Repro.Runs;
using Repro.Testing;
using Repro.Verdicts.Claims;
using Repro.Verdicts.Compare;
using Repro.Verdicts.Report.Plain;
using Repro.Verdicts.Report.Tables;

namespace Repro.Verdicts.Tests.Report;

public sealed class ReportWriterTests : IDisposable
{
    private readonly ToyReport toy = new();

    public void Dispose() => toy.Dispose();

    [Fact]
    public Task The_console_ends_with_the_verdict() => Snapshot.Match(toy.Write());

    [Fact]
    public Task On_a_narrow_console_nothing_is_lost() => Snapshot.Match(toy.Write(width: 80));

    [Fact]
    public async Task A_regression_is_listed_with_expected_found_difference_and_tolerance()
    {
        ToyRun.Edit(toy.Runs["rnn.corrected"].Attributions, a => a["rows"]![1]!["words"]![2]!["importance"] = 0.98);
        ToyRun.Edit(toy.Runs["rnn.corrected"].Metrics, m => m["values"]![QuantityNames.F1Global] = 0.75);
        toy.Decide(toy.Runs["rnn.corrected"]);

        await Snapshot.Match(toy.Write());

        SafeFile
            .ReadJson<OverallVerdict>(Path.Combine(toy.Folders.Report, "verdict.json"))
            .ExitCode.Should()
            .Be(ExitCode.Regression);
    }

    [Fact]
    public async Task On_generated_reviews_every_claim_is_not_comparable()
    {
        using var sample = new ToyReport(Profiles.Sample);
        await Snapshot.Match(sample.Write());
    }

    [Fact]
    public void An_experiment_without_a_result_is_named() =>
        toy.Write(40, "rnn.imagined")
            .TrimEnd()
            .Split('\n')[^2..]
            .Should()
            .Equal("No result of rnn.imagined.", "Verdict: not-measured (exit code 6)");

    [Fact]
    public Task The_summary_in_Markdown_has_every_table()
    {
        toy.Write();
        return Snapshot.Match(toy.Read("summary.md"));
    }

    [Fact]
    public void The_summary_stays_what_GitHub_takes_and_says_what_it_left_out()
    {
        var (name, run) = toy.Runs.First();
        var verdict = Comparison.Compare(run, toy.Folders.Baselines, ToyTolerances.All);
        var many = Enumerable
            .Range(0, 20_000)
            .Select(i =>
                verdict.Comparisons[0] with
                {
                    Quantity = $"test.{i}.ünlimited",
                    Verdict = Verdict.Regression,
                }
            );
        VerdictFiles.Write(toy.Folders.Verdicts, verdict with { Comparisons = [.. many] });
        toy.Write();

        new FileInfo(Path.Combine(toy.Folders.Report, "summary.md"))
            .Length.Should()
            .BeLessThanOrEqualTo(MarkdownReport.MostBytes);
        toy.Read("summary.md")
            .Should()
            .EndWith("1 section was too long for this summary; index.html has all.\n")
            .And.Contain("19800 more in index.html")
            .And.NotContain($"Metrics and baselines: {name}")
            .And.Contain("## Environment");
    }

    [Fact]
    public void Numbers_on_the_page_are_those_of_the_files()
    {
        toy.Write();
        var page = toy.Read("index.html");
        foreach (var run in toy.Runs.Values)
        foreach (var (quantity, value) in SafeFile.ReadJson<RunMetrics>(run.Metrics).Values)
            page.Should().Contain($">{quantity}</td>").And.Contain(Numbers.Of(quantity, value));
        foreach (var epoch in SafeFile.ReadJson<TrainingHistory>(toy.Runs["cnn.corrected"].History).Epochs)
            page.Should()
                .Contain($"epoch {epoch.Epoch}, validation {Numbers.Of(QuantityNames.TestLoss, epoch.ValidationLoss)}");
        foreach (
            var claim in SafeFile
                .ReadJson<ClaimsFile>(Path.Combine(toy.Folders.Baselines, "notebook", "claims.json"))
                .Claims
        )
            page.Should()
                .Contain($">{claim.Id}</td><td data-column=\"claim\">{WebUtility.HtmlEncode(claim.Measures)}</td>");
    }

    [Fact]
    public void A_title_that_consoles_break_is_one_line_on_the_page()
    {
        toy.Write();
        toy.Read("index.html")
            .Should()
            .Contain(">F1 batch mean</th>")
            .And.Contain("data-column=\"F1 batch mean\"")
            .And.NotContain("\uFFFD");
    }

    [Fact]
    public void Markup_in_a_sentence_is_text()
    {
        ToyRun.Edit(
            toy.Runs["rnn.corrected"].Attributions,
            a => a["rows"]![0]!["true-label"] = "<script>alert(1)</script>"
        );
        toy.Write();
        toy.Read("index.html")
            .Should()
            .Contain("&lt;b&gt;horrible&lt;/b&gt;")
            .And.NotContain("<b>horrible")
            .And.NotContain("<script");
    }

    [Fact]
    public void The_page_needs_no_network_and_runs_no_script()
    {
        toy.Write();
        var page = toy.Read("index.html");
        page.Should().NotContain("http://").And.NotContain("https://").And.NotContain("url(").And.NotContain("@import");
        Regex.IsMatch(page, @"<(script|link|img|iframe)\b|\son\w+=").Should().BeFalse();
    }

    [Fact]
    public void The_pages_policy_allows_its_one_stylesheet_and_nothing_else()
    {
        toy.Write();
        var page = toy.Read("index.html");
        var style = Regex.Match(page, "<style>(.*?)</style>", RegexOptions.Singleline).Groups[1].Value;
        var digest = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(style)));
        page.Should()
            .Contain(
                $"""<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src-elem 'sha256-{digest}'; style-src-attr 'unsafe-inline'; base-uri 'none'; form-action 'none'">"""
            );
    }

    [Fact]
    public void The_page_is_well_formed_and_its_links_lead_somewhere()
    {
        toy.Write();
        var page = toy.Read("index.html");
        foreach (
            var tag in new[]
            {
                "section",
                "table",
                "tr",
                "td",
                "th",
                "div",
                "details",
                "figure",
                "svg",
                "p",
                "span",
                "a",
                "li",
                "title",
            }
        )
            Regex.Count(page, $@"<{tag}[\s>]").Should().Be(Regex.Count(page, $"</{tag}>"), tag);
        foreach (var link in Regex.Matches(page, "href=\"([^\"]+)\"").Select(m => m.Groups[1].Value))
            (
                link[0] == '#'
                    ? page.Contains($"id=\"{link[1..]}\"", StringComparison.Ordinal)
                    : File.Exists(Path.Combine(toy.Folders.Report, Uri.UnescapeDataString(link)))
            )
                .Should()
                .BeTrue(link);
    }

    [Fact]
    public void Printed_points_stand_only_where_data_and_vectors_are_the_notebooks_own()
    {
        toy.Write();
        Regex
            .Count(toy.Read("index.html"), @"<title>epoch \d, (train|validation)-loss printed ")
            .Should()
            .Be(20, "RNN and CNN+GloVe printed five epochs of two losses");

        using var others = new ToyReport(Profiles.Imdb, "glove.6B.100d");
        others.Write();
        Regex.Count(others.Read("index.html"), @"<title>epoch \d, (train|validation)-loss printed ").Should().Be(10);
    }

    [Fact]
    public void Words_against_label_1_are_red_and_words_towards_it_green()
    {
        toy.Write();
        toy.Read("index.html")
            .Should()
            .Contain("<span class=\"word towards\" style=\"--share:0.99\" title=\"+0.9900\">fantastic</span>")
            .And.Contain(
                "<span class=\"word against\" style=\"--share:0.98\" "
                    + "title=\"-0.9800\">&lt;b&gt;horrible&lt;/b&gt;</span>"
            );
    }
}
