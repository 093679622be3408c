using Repro.Quantities;
using Repro.Verdicts.Baselines;
using Repro.Verdicts.Compare;
using Repro.Verdicts.Report.Sections;
using Repro.Verdicts.Report.Tables;

namespace Repro.Verdicts.Tests.Report.Sections;

public class SensitivitySectionTests
{
    [Fact]
    public void Each_gate_says_what_it_would_see() =>
        SensitivitySection
            .Build(
                Overall(
                    Of("cnn.corrected", QuantityNames.F1Global) with
                    {
                        Detectable = 0.011,
                        Better = Direction.Higher,
                    }
                )
            )
            .Rows.Single()
            .Select(cell => cell.Text)
            .Should()
            .Equal("cnn.corrected", "test.f1.global", "0.934", "a drop of 0.011");

    [Fact]
    public void Those_that_cannot_judge_are_listed_by_reason() =>
        SensitivitySection
            .Build(
                Overall(
                    Of("rnn.corrected", QuantityNames.F1Global) with
                    {
                        CannotJudge = "its limit lies beyond coin-flipping",
                    },
                    Of("rnn.as-written", QuantityNames.F1Global) with
                    {
                        CannotJudge = "its limit lies beyond coin-flipping",
                    },
                    Of("cnn.corrected", QuantityPath.AgreedSigns) with
                    {
                        CannotJudge = "its accepted seeds agree on no word's sign",
                    }
                )
            )
            .Notes.Should()
            .Equal(
                "Cannot judge test.f1.global of rnn.corrected, rnn.as-written: its limit lies beyond coin-flipping.",
                "Cannot judge attribution.turned-signs of cnn.corrected: its accepted seeds agree on no word's sign."
            );

    [Fact]
    public void A_suspicion_says_what_became_of_it() =>
        SensitivitySection
            .Build(
                Overall(
                    Of("cnn.corrected", QuantityNames.F1Global) with
                    {
                        Confirmation = new Confirmation(ConfirmationOutcome.Dispelled, [78, 79], 0.93, 0.01),
                    }
                )
            )
            .Notes.Should()
            .Equal(
                "cnn.corrected test.f1.global: suspected, and not confirmed by fresh seeds 78, 79: mean 0.93, limit ± 0.01."
            );

    [Fact]
    public void Without_seeds_there_is_nothing_to_show() =>
        SensitivitySection.Build(Overall(Of("cnn.corrected", QuantityNames.F1Global))).IsEmpty.Should().BeTrue();

    [Theory]
    [InlineData(
        ConfirmationOutcome.Suspected,
        "2 of 2 blocking quantities suspected to be worse than the baseline, not confirmed."
    )]
    [InlineData(
        ConfirmationOutcome.Confirmed,
        "2 of 2 blocking quantities worse than the baseline, 1 of them suspected, not confirmed."
    )]
    public void The_closing_sentence_says_what_is_only_suspected(ConfirmationOutcome first, string sentence) =>
        VerdictText.Sentence(Overall(Worse(first), Worse(ConfirmationOutcome.Unsettled))).Should().Be(sentence);

    private static QuantityComparison Worse(ConfirmationOutcome outcome) =>
        Of("cnn.corrected", QuantityNames.F1Global) with
        {
            Verdict = Verdict.Regression,
            Confirmation = new Confirmation(outcome, []),
        };

    private static QuantityComparison Of(string experiment, string quantity) =>
        new(experiment, quantity, 0.93, 0.934, 0.01, Blocking: true, Verdict.Within, "a test");

    private static OverallVerdict Overall(params QuantityComparison[] comparisons) =>
        VerdictFiles.Merge(
            "sample",
            [],
            [new ExperimentVerdict("sample", "cnn.corrected", 77, "/run", [.. comparisons])]
        );
}
