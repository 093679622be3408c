using System.Globalization;
using System.Text.Json;
using Repro.Experiments;
using Repro.Files;
using Repro.Quantities;
using Repro.Runs;
using Repro.Testing;
using Repro.Verdicts.Claims;
using Repro.Verdicts.Compare;
using Repro.Verdicts.Diff;
using Repro.Verdicts.Report.Diffs;
using Repro.Verdicts.Report.Page;
using Repro.Verdicts.Report.Plain;
using Repro.Verdicts.Report.Tables;

namespace Repro.Verdicts.Tests.Report;

/// <summary>
/// Every verdict on every kind of quantity, with and without each number that may be missing, in every form of the
/// report: a comparison that one of them cannot show would be found only by the run that has it.
/// </summary>
public sealed class EveryVerdictTests(EveryVerdictTests.Toys toys) : IClassFixture<EveryVerdictTests.Toys>
{
    private const string Experiment = "cnn.corrected",
        Because = "what the comparison says of it";

    private static readonly string[] Quantities =
    [
        "run",
        QuantityNames.F1Global,
        "an.assignments.own",
        QuantityPath.TrainLoss(2),
        QuantityPath.ValidationLoss(7),
        QuantityPath.Probability(1),
        QuantityPath.Delta(2),
        QuantityPath.Importance(1, 2),
        QuantityPath.Sign(1, 2),
        QuantityPath.AgreedSigns,
        QuantityPath.TurnedSigns,
        QuantityPath.ExactDiffering,
        InterventionPath.Of(InterventionKind.EvenErrors, QuantityNames.F1Global),
    ];

    public sealed class Toys : IDisposable
    {
        internal ToyReport Toy { get; } = new();

        internal ReportData Data { get; }

        public Toys() => Data = ReportData.Read(Toy.Folders, Toy.Profile, [Experiment]);

        public void Dispose() => Toy.Dispose();
    }

    public static TheoryData<Verdict, string> Cases()
    {
        var cases = new TheoryData<Verdict, string>();
        foreach (var verdict in Enum.GetValues<Verdict>())
        foreach (var quantity in Quantities)
            cases.Add(verdict, quantity);
        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Is_shown_in_every_form(Verdict verdict, string quantity)
    {
        EquatableList<QuantityComparison> comparisons = [.. Comparisons(verdict, quantity)];
        var shown = Shown(toys.Data with { Overall = Overall(comparisons) }).ToList();
        shown.Should().OnlyContain(text => text.Contains(Words.Of(verdict), StringComparison.Ordinal));
        if (verdict != Verdict.Within)
            shown.Should().OnlyContain(text => OneLine(text).Contains(Because), "it says why there is no limit");
        foreach (var subject in Enum.GetValues<DiffSubject>())
        foreach (var format in Enum.GetValues<DiffFormat>())
            Diff(comparisons, subject, format).Should().NotBeEmpty();
    }

    [Theory]
    [InlineData(false, true, true)]
    [InlineData(true, false, true)]
    [InlineData(true, true, false)]
    [InlineData(false, false, false)]
    public void A_run_that_lacks_a_file_is_shown_in_every_form(bool metrics, bool history, bool attributions)
    {
        var run = toys.Data.Runs[0];
        var partial = run with
        {
            Metrics = metrics ? run.Metrics : new Dictionary<string, double> { [QuantityNames.F1Global] = double.NaN },
            History = history ? run.History : null,
            Attributions = attributions ? run.Attributions : null,
        };
        foreach (var verdict in Enum.GetValues<Verdict>())
            Shown(toys.Data with { Overall = Overall([Comparisons(verdict, "run").First()]), Runs = [partial] })
                .Should()
                .OnlyContain(text => text.Length > 0);
    }

    [Fact]
    public void Every_verdict_on_a_claim_is_shown_in_every_form()
    {
        foreach (var verdict in Enum.GetValues<ClaimVerdict>())
            Shown(toys.Data with { Claims = [.. toys.Data.Claims.Select(c => c with { Verdict = verdict })] })
                .Should()
                .OnlyContain(text => OneLine(text).Contains(Words.Of(verdict).Replace('-', ' ')));
    }

    [Fact]
    public void No_experiment_and_missing_ones_are_shown_in_every_form()
    {
        foreach (
            EquatableList<string> missing in (EquatableList<string>[])
                [
                    [],
                    ["rnn.corrected"],
                ]
        )
            Shown(toys.Data with { Overall = VerdictFiles.Merge(Profiles.Imdb, missing, []), Runs = [] })
                .Should()
                .OnlyContain(text => text.Contains("not-measured", StringComparison.Ordinal));
    }

    private static IEnumerable<QuantityComparison> Comparisons(Verdict verdict, string quantity) =>
        from expected in (double?[])[null, 0.5]
        from found in (double?[])[null, 0.75]
        from tolerance in (double?[])[null, 0.25]
        from blocking in (bool[])[true, false]
        select new QuantityComparison(Experiment, quantity, expected, found, tolerance, blocking, verdict, Because);

    private static OverallVerdict Overall(EquatableList<QuantityComparison> comparisons) =>
        VerdictFiles.Merge(
            Profiles.Imdb,
            [],
            [new ExperimentVerdict(Profiles.Imdb, Experiment, 1234, "run", comparisons)]
        );

    private IEnumerable<string> Shown(ReportData data)
    {
        using var console = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        ConsoleReport.Write(ToyReport.PlainConsole(console, 160), data, "index.html");
        JsonSerializer
            .Deserialize<OverallVerdict>(SafeFile.JsonOf(data.Overall), Json.Readable)
            .Should()
            .Be(data.Overall);
        return [console.ToString(), MarkdownReport.Render(data), HtmlReport.Render(data, toys.Toy.Folders.Report)];
    }

    private string Diff(EquatableList<QuantityComparison> comparisons, DiffSubject subject, DiffFormat format)
    {
        var side = new DifferenceSide("run", Experiment, "run");
        var pair = new PairDifference(
            Experiment,
            side,
            side,
            comparisons[0].Verdict,
            comparisons,
            comparisons[0].Parsed.Epoch,
            [],
            []
        );
        using var console = new StringWriter(CultureInfo.InvariantCulture);
        DiffWriter.Write(
            new Difference(
                subject,
                "run",
                "seed-2",
                pair.Verdict,
                VerdictFiles.ExitCodeOf(comparisons[0].Verdict),
                [pair]
            ),
            format,
            toys.Toy.Folders.Report,
            ToyReport.PlainConsole(console, 160)
        );
        return console.ToString();
    }

    private static string OneLine(string text) =>
        string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
