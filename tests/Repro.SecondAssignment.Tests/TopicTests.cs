using Repro;
using Repro.Experiments;
using Repro.Files;
using Repro.Quantities;
using Repro.Runs;
using Repro.Torch.Models;
using Repro.Verdicts.Claims;
using Repro.Verdicts.Compare;
using Repro.Verdicts.Report;
using Repro.Verdicts.Report.Tables;
using SecondAssignment.Topics;
using Spectre.Console;
using static TorchSharp.torch;

namespace SecondAssignment;

/// <summary>Another notebook, from its data to its report, using only the public API.</summary>
public sealed class TopicTests(TopicRuns topics) : IClassFixture<TopicRuns>
{
    [Fact]
    public void Its_model_learns_and_its_own_quantity_is_measured()
    {
        var metrics = SafeFile.ReadJson<RunMetrics>(Folder(ProtocolKind.AsWritten).Metrics).Values;
        // Every 41st line has the wrong label, so that 0.97 is all there is to learn; who knows nothing gets 0.5.
        metrics[QuantityNames.F1Global].Should().BeGreaterThan(0.9);
        metrics["test.f1.swapped"].Should().BeGreaterThan(0.9).And.NotBe(metrics[QuantityNames.F1Global]);
    }

    [Fact]
    public void Its_words_are_attributed_to_its_topics()
    {
        var rows = SafeFile.ReadJson<AttributionTable>(Folder(ProtocolKind.Corrected).Attributions).Rows;
        rows.Select(row => row.PredictedLabel).Should().Equal("cooking", "weather");
        rows[0].Words.MinBy(word => word.Importance)!.Word.Should().BeOneOf("flour", "salt");
        rows[1].Words.MaxBy(word => word.Importance)!.Word.Should().BeOneOf("rain", "wind");
    }

    [Fact]
    public void Its_slip_is_what_the_protocols_differ_in() =>
        Loss(ProtocolKind.AsWritten).Should().NotBe(Loss(ProtocolKind.Corrected));

    [Fact]
    public void A_complete_run_is_not_trained_again_unless_a_size_of_its_model_changes()
    {
        var events = File.ReadAllText(Folder(ProtocolKind.AsWritten).Events);
        topics.Trained(ProtocolKind.AsWritten, 1);
        File.ReadAllText(Folder(ProtocolKind.AsWritten).Events).Should().Be(events);

        var spec = TopicRuns.Spec(ProtocolKind.AsWritten, 1);
        (spec with { Sizes = [new("embedding", 9)] }).Hash().Should().NotBe(spec.Hash());
    }

    [Fact]
    public void Its_claims_are_judged()
    {
        var claims = ClaimsFile.Read(
            Path.Combine(topics.Baselines, "notebook", "claims.json"),
            TopicNotebook.Assignment
        );
        var judged = ClaimJudge.Judge(claims, topics.AtHand, topics.Baselines, TopicNotebook.Profile);
        judged
            .Select(claim => (claim.Id, claim.Verdict))
            .Should()
            .Equal(
                ("T1", ClaimVerdict.Reproduced),
                ("T2", ClaimVerdict.Reproduced),
                ("T3", ClaimVerdict.Explained),
                ("T4", ClaimVerdict.NotReproduced)
            );
        judged[2].Sentence.Should().Contain("Explained by perfect classifier");
    }

    [Fact]
    public void Another_seed_is_within_what_the_accepted_ones_allow()
    {
        var verdict = Comparison.Compare(
            topics.Trained(ProtocolKind.Corrected, 9),
            topics.Baselines,
            topics.Tolerances()
        );
        VerdictFiles.Of(verdict).Should().Be(Verdict.Within);
        verdict
            .Comparisons.Where(c => c.Blocking)
            .Select(c => c.Quantity)
            .Should()
            .Contain([QuantityNames.BestValidationLoss, QuantityPath.TurnedSigns]);
    }

    [Fact]
    public void A_broken_model_is_a_regression()
    {
        var broken = TopicNotebook.Parts with
        {
            Models = (spec, vocabularySize) => Blind(new BagOfEmbeddings(spec, vocabularySize)),
        };
        var verdict = Comparison.Compare(
            topics.Trained(ProtocolKind.Corrected, 10, broken),
            topics.Baselines,
            topics.Tolerances()
        );
        VerdictFiles
            .ExitCodeOf(VerdictFiles.Of(verdict))
            .Should()
            .Be(ExitCode.Regression, "{0}", string.Join('\n', verdict.Comparisons.Where(c => c.Blocking)));
    }

    [Fact]
    public void Its_report_shows_its_claims_and_its_verdict()
    {
        foreach (var protocol in Enum.GetValues<ProtocolKind>())
            VerdictFiles.Write(
                topics.Verdicts,
                Comparison.Compare(Folder(protocol), topics.Baselines, topics.Tolerances())
            );
        using var console = new StringWriter();
        var overall = ReportWriter.Write(
            new ReportFolders(topics.AtHand, topics.Baselines, topics.Verdicts, topics.Report),
            TopicNotebook.Profile,
            TopicNotebook.Assignment.Experiments,
            Plain(console)
        );
        overall.Verdict.Should().Be(Verdict.Within, "{0}", console);
        var page = File.ReadAllText(Path.Combine(topics.Report, "index.html"));
        page.Should()
            .Contain("Reproduction of the notebook on topics")
            .And.Contain("test F1, labels swapped")
            .And.Contain("not reproduced")
            .And.Contain("bag.as-written")
            .And.NotContain("Settings changed");
        console.ToString().Should().Contain("T3").And.Contain("Verdict: within (exit code 0)");
    }

    [Fact]
    public void A_quantity_that_every_run_has_cannot_be_redefined()
    {
        var parts = TopicNotebook.Parts with
        {
            Quantities = (_, _) => new Dictionary<string, double> { [QuantityNames.F1Global] = 1 },
        };
        FluentActions
            .Invoking(() => topics.Trained(ProtocolKind.Corrected, 11, parts))
            .Should()
            .Throw<ReproException>()
            .WithMessage("*test.f1.global*another name*");
    }

    [Fact]
    public void The_notebooks_own_models_are_unknown_to_it_and_it_to_them() =>
        FluentActions
            .Invoking(() => ModelFactory.Create(TopicRuns.Spec(ProtocolKind.Corrected, 1), 20, vectors: null))
            .Should()
            .Throw<ReproException>()
            .WithMessage("model: bag is not one of*OwnParts*");

    private RunFolder Folder(ProtocolKind protocol) =>
        RunFolder.Of(topics.Runs, TopicRuns.Spec(protocol, 1), TopicNotebook.Assignment);

    private double Loss(ProtocolKind protocol) =>
        SafeFile.ReadJson<RunMetrics>(Folder(protocol).Metrics).Values[QuantityNames.TestLoss];

    private static SentimentModel Blind(SentimentModel model)
    {
        using var none = no_grad();
        model.EmbeddingWeight.zero_();
        model.EmbeddingWeight.requires_grad = false;
        return model;
    }

    private static IAnsiConsole Plain(TextWriter writer)
    {
        var console = AnsiConsole.Create(
            new AnsiConsoleSettings
            {
                Ansi = AnsiSupport.No,
                ColorSystem = ColorSystemSupport.NoColors,
                Out = new AnsiConsoleOutput(writer),
            }
        );
        console.Profile.Width = 120;
        return console;
    }
}
