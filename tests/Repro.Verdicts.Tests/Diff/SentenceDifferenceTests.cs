using System.Text.Json.Nodes;
using Repro.Experiments;
using Repro.Runs;
using Repro.Testing;
using Repro.Verdicts.Baselines;
using Repro.Verdicts.Compare;
using Repro.Verdicts.Diff;

namespace Repro.Verdicts.Tests.Diff;

public sealed class SentenceDifferenceTests : IDisposable
{
    private readonly ToyDiff toy = new();

    public void Dispose() => toy.Dispose();

    [Fact]
    public void A_sentence_is_compared_in_ranks_top_words_signs_score_and_probability()
    {
        var seed = ToyRun.Of(seed: 7);
        toy.Write(
            seed with
            {
                Rows =
                [
                    ToyRun.Row(
                        "It was fantastic",
                        "pos",
                        0.8,
                        ("It", -0.4),
                        ("was", 0.3),
                        ("fantastic", 0.86),
                        ("pad", 0)
                    ),
                    seed.Rows[1],
                ],
            }
        );
        var sentence = toy.Of(DiffSubject.Attributions, "run", "seed-7").Pairs[0].Sentences[0];
        sentence
            .Should()
            .BeEquivalentTo(
                new
                {
                    Number = 1,
                    Sentence = "It was fantastic",
                    Verdict = Verdict.Regression,
                    Blocking = true,
                    Valid = true,
                    RankCorrelation = 0.5, // ranks 2 1 3 and 1 2 3: 1 − 6 · 2 / (3 · 8)
                    Top = 3,
                    SharedTop = 3,
                    ScoreChange = -0.31,
                    ProbabilityChange = -0.07,
                    DeltaLimit = 0.0076, // a hundredth of the smaller score
                }
            );
        sentence.SignFlips.Should().Equal(["It"], "the sign of was is too weak in the first run to turn");
    }

    [Fact]
    public void Equal_sentences_agree_in_everything()
    {
        var sentence = toy.Of(DiffSubject.Attributions).Pairs[0].Sentences[1];
        (sentence.RankCorrelation, sentence.SharedTop, sentence.SignFlips.Count, sentence.ScoreChange, sentence.Verdict)
            .Should()
            .Be((1.0, 3, 0, 0.0, Verdict.Within));
    }

    [Theory]
    [InlineData(0, 0.0107)]
    [InlineData(0, -0.0107)]
    [InlineData(1, 0.00859)]
    public void A_sentence_that_did_not_converge_is_not_valid_and_never_passes(int row, double delta)
    {
        Edit(a => a["rows"]![row]!["delta"] = delta);
        var pair = toy.Of(DiffSubject.Attributions, tolerances: Loose).Pairs[0];
        pair.Sentences[row].Valid.Should().BeTrue("a hundredth of |score| is the limit");

        Edit(a => a["rows"]![row]!["delta"] = delta * 1.02);
        var difference = toy.Of(DiffSubject.Attributions, tolerances: Loose);
        difference.Pairs[0].Sentences[row].Valid.Should().BeFalse();
        difference.ExitCode.Should().Be(ExitCode.NotComparable);
        difference
            .Pairs[0]
            .Comparisons.Single(c => c.Verdict == Verdict.NotComparable)
            .Quantity.Should()
            .Be($"attribution.{row + 1}");
    }

    [Fact]
    public void Where_the_score_is_small_a_thousandth_is_the_limit()
    {
        Convergence.IsReached(Scored(0.05, 0.001)).Should().BeTrue();
        Convergence.IsReached(Scored(0.05, -0.00101)).Should().BeFalse();
    }

    [Theory]
    [InlineData("run", "seed-7")]
    [InlineData("seed-7", "run")]
    public void A_sentence_that_one_side_lacks_is_not_measured(string from, string to)
    {
        var other = ToyRun.Of(seed: 7);
        toy.Write(other with { Rows = [other.Rows[0]] });
        var difference = toy.Of(DiffSubject.Attributions, from, to);
        difference.ExitCode.Should().Be(ExitCode.NotMeasured);
        difference.Pairs[0].Sentences.Should().ContainSingle();
    }

    [Fact]
    public void Other_sentences_or_other_words_are_not_comparable()
    {
        var other = ToyRun.Of(seed: 7);
        toy.Write(
            other with
            {
                Rows =
                [
                    ToyRun.Row("It was fantastic", "pos", 0.87, ("It", 0.1), ("was fantastic", -0.02), ("pad", 0.99)),
                    ToyRun.Row("It was dull", "neg", 0.04, ("It", 0.11), ("was", 0.01), ("dull", -0.98)),
                ],
            }
        );
        var difference = toy.Of(DiffSubject.Attributions, "seed-7");
        difference.ExitCode.Should().Be(ExitCode.NotComparable);
        difference.Pairs[0].Sentences.Should().BeEmpty();
        difference
            .Pairs[0]
            .Comparisons.Select(c => c.Because)
            .Should()
            .Equal(
                "the sides split the sentence into different words",
                "the sides have different sentences at this position"
            );
    }

    [Fact]
    public void Lower_casing_does_not_make_other_words()
    {
        var other = ToyRun.Of(protocol: ProtocolKind.Corrected);
        toy.Write(
            other with
            {
                Rows =
                [
                    ToyRun.Row(
                        "It was fantastic",
                        "pos",
                        0.87,
                        ("it", 0.1),
                        ("was", -0.02),
                        ("fantastic", 0.99),
                        ("<pad>", 0)
                    ),
                    other.Rows[1],
                ],
            }
        );
        toy.Of(DiffSubject.Attributions, "as-written", "corrected").ExitCode.Should().Be(ExitCode.Success);
    }

    [Fact]
    public void Where_no_word_has_a_sign_nothing_was_judged()
    {
        EquatableList<AttributionRow> weak = [ToyRun.Row("so so", null!, 0.5, ("so", 0.01), ("so", 0.02))];
        toy.Write(ToyRun.Of(seed: 7) with { Rows = weak });
        toy.Write(ToyRun.Of(seed: 8) with { Rows = weak });
        var difference = toy.Of(DiffSubject.Attributions, "seed-7", "seed-8");
        difference.ExitCode.Should().Be(ExitCode.NotMeasured);
        difference.Pairs[0].Sentences.Should().ContainSingle().Which.Verdict.Should().BeNull();
    }

    private static Tolerances Loose =>
        new(
            [
                .. ToyTolerances.All.Entries,
                ToyTolerances.Of("attribution.*.delta", Direction.Neither, 1) with
                {
                    Blocking = false,
                },
            ],
            ImdbNotebook.Assignment
        );

    private static AttributionRow Scored(double score, double delta) =>
        ToyRun.Row("x", "pos", 0.5, ("x", score)) with
        {
            Delta = delta,
        };

    private void Edit(Action<JsonNode> edit) => ToyRun.Edit(toy.Run.Attributions, edit);
}
