using System.Globalization;
using Repro.Files;
using Repro.Quantities;
using Repro.Runs;
using Repro.Testing;
using Repro.Verdicts.Claims;
using Repro.Verdicts.Tests.Browser;

namespace Repro.Verdicts.Tests.Report;

/// <summary>
/// The page as a browser shows it, wide and narrow, light and dark. Without a browser these are skipped;
/// <see cref="ReportWriterTests"/> read the same page as text.
/// </summary>
public class ReportPageTests(ObservedReport report) : IClassFixture<ObservedReport>
{
    // What the page prints of a number.
    private static readonly double SixDecimals = RoundingBound.Printed(6),
        FourDecimals = RoundingBound.Printed(4);

    [SkippableFact]
    public Task It_is_seen_wide_and_narrow_in_light_and_dark() =>
        Every(
            view => view.Verdict.Should().StartWithEquivalentOf("regression"),
            views =>
                views
                    .Select(v => v.ToString())
                    .Should()
                    .Equal("1280 px, light", "1280 px, dark", "400 px, light", "400 px, dark")
        );

    [SkippableFact]
    public Task It_breaks_no_rule_of_accessibility() =>
        Every(view => view.Violations.Should().BeEmpty(view.ToString()));

    [SkippableFact]
    public Task It_never_scrolls_sideways() =>
        Every(view => view.ScrollWidth.Should().BeLessThanOrEqualTo(view.Width, view.ToString()));

    [SkippableFact]
    public Task On_a_phone_no_table_has_to_be_pushed_aside() =>
        Every(view => view.WideTables.Should().Match(tables => view.Width > 400 || !tables.Any()));

    [SkippableFact]
    public Task On_paper_no_table_is_cut_off() => Every(view => view.WideOnPaper.Should().BeEmpty(view.ToString()));

    [SkippableFact]
    public Task It_asks_the_network_for_nothing() => Every(view => view.Requests.Should().BeEmpty(view.ToString()));

    [SkippableFact]
    public Task Markup_in_a_review_is_shown_and_runs_nothing() =>
        Every(view =>
        {
            view.Words.Take(3).Should().Equal(ObservedReport.Markup, view.ToString());
            view.Table("Attributions of rnn.as-written").Rows[0]["true"].Should().Be(ObservedReport.Markup[0]);
            view.Title.Should().Be("regression – reproduction, profile imdb", "a script would have set it");
            view.Messages.Should().BeEmpty("neither did the page's policy have to stop anything");
            view.Foreign.Should().Be(0);
        });

    [SkippableFact]
    public Task Every_metric_is_the_runs_and_its_baseline_the_accepted_one() =>
        Every(view =>
        {
            foreach (var (experiment, run) in report.Toy.Runs)
            {
                var (found, accepted) = (ObservedReport.MetricsOf(run), report.Accepted[experiment]);
                var rows = view.Table(experiment).Rows;
                rows.Select(row => row["quantity"]).Should().BeEquivalentTo(found.Keys);
                foreach (var row in rows)
                {
                    Number(row["found"]).Should().BeApproximately(found[row["quantity"]], SixDecimals, row["quantity"]);
                    Number(row["baseline"])
                        .Should()
                        .BeApproximately(accepted[row["quantity"]], SixDecimals, row["quantity"]);
                }
            }
        });

    [SkippableFact]
    public Task What_regressed_is_named_with_its_figures() =>
        Every(view =>
        {
            var row = view.Table("Deviations from the baseline").Rows.Should().ContainSingle().Subject;
            (row["experiment"], row["quantity"], row["verdict"])
                .Should()
                .Be(("rnn.corrected", QuantityNames.F1Global, "regression"));
            (Number(row["found"]), Number(row["expected"]))
                .Should()
                .Be((0.75, Math.Round(report.Accepted["rnn.corrected"][QuantityNames.F1Global], 6)));
        });

    [SkippableFact]
    public Task Every_claims_figures_are_the_notebooks() =>
        Every(view =>
        {
            var rows = view.Table("Claims of the notebook").Rows;
            foreach (var (claim, row) in report.Data.Notebook.Claims.Zip(rows))
            {
                row["#"].Should().Be(claim.Id);
                row["claim"].Should().Be(claim.Measures);
                if (claim.Rule == ClaimRule.Positive)
                    continue;
                Numbers(row["printed"])
                    .Should()
                    .Equal(
                        claim.Printed.Select(p => p.Value()),
                        (shown, printed) => Math.Abs(shown - printed) <= FourDecimals,
                        claim.Id
                    );
            }

            rows.Should().HaveSameCount(report.Data.Notebook.Claims);
        });

    [SkippableFact]
    public Task Every_claims_losses_and_F1_are_the_runs() =>
        Every(view =>
        {
            var rows = view.Table("Claims of the notebook").Rows.ToDictionary(row => row["#"]);
            foreach (var (claim, model) in new[] { ("C2", "rnn"), ("C7", "cnn-glove") })
            foreach (var (column, protocol) in new[] { ("as written", "as-written"), ("corrected", "corrected") })
                Numbers(rows[claim][column])
                    .Should()
                    .Equal(
                        SafeFile
                            .ReadJson<TrainingHistory>(report.Toy.Runs[$"{model}.{protocol}"].History)
                            .Epochs.Take(5)
                            .SelectMany(e => new[] { e.TrainLoss, e.ValidationLoss }),
                        (shown, loss) => Math.Abs(shown - loss) <= FourDecimals,
                        $"{claim}, {column}"
                    );
            foreach (var (claim, experiment) in new[] { ("C3", "rnn.as-written"), ("C8", "cnn-glove.as-written") })
                Number(rows[claim]["as written"])
                    .Should()
                    .BeApproximately(
                        ObservedReport.MetricsOf(report.Toy.Runs[experiment])[QuantityNames.F1BatchMean],
                        FourDecimals
                    );
        });

    [SkippableTheory]
    [InlineData("top", 1280)]
    [InlineData("top", 400)]
    [InlineData("curves", 1280)]
    [InlineData("curves", 400)]
    public async Task It_looks_as_it_did_when_it_was_accepted(string part, int width)
    {
        await report.Look();
        Screenshot.Match(report.Screenshot($"{part}-{width}"), $"Page, {part}, {width} px");
    }

    private async Task Every(Action<PageView> holds, Action<IEnumerable<PageView>>? all = null)
    {
        var views = (await report.Look()).Views;
        views.Should().NotBeEmpty();
        all?.Invoke(views);
        foreach (var view in views)
            holds(view);
    }

    private static IEnumerable<double> Numbers(string text) =>
        text.Split([' ', '/', '\n'], StringSplitOptions.RemoveEmptyEntries).Select(Number);

    private static double Number(string text) =>
        double.Parse(text, NumberStyles.Float | NumberStyles.AllowThousands, CultureInfo.InvariantCulture);
}
