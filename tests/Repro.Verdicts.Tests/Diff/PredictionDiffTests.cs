using Repro.Experiments;
using Repro.Runs;
using Repro.Testing;
using Repro.Verdicts.Accept;
using Repro.Verdicts.Compare;
using Repro.Verdicts.Diff;
using Repro.Verdicts.Diff.Predictions;

namespace Repro.Verdicts.Tests.Diff;

/// <summary>What changed from one run's predictions to another's, review by review.</summary>
public sealed class PredictionDiffTests : IDisposable
{
    private readonly ToyDiff toy = new();

    public void Dispose() => toy.Dispose();

    [Fact]
    public void Every_change_is_counted_the_way_it_went()
    {
        var found = Changed();
        (found.Reviews, found.Moved, found.OneToZero, found.ZeroToOne).Should().Be((8, 7, 4, 0));
        found.Right.Should().Be(new McNemar(RightToWrong: 1, WrongToRight: 3));
        found.MeanMove.Should().Be(0.234375);
        var back = toy.Of(DiffSubject.Predictions, "seed-7", "run").Pairs[0].Predictions!;
        (back.OneToZero, back.ZeroToOne).Should().Be((0, 4));
        back.Right.Should().Be(new McNemar(RightToWrong: 3, WrongToRight: 1));
    }

    [Fact]
    public void The_largest_moves_come_first_and_equal_ones_by_id()
    {
        var found = Changed();
        found
            .Largest.Select(m => m.Id)
            .Should()
            .Equal("test/neg/4", "test/pos/1", "test/neg/5", "test/neg/6", "test/pos/3", "test/neg/7", "test/pos/0");
        found.Largest[1].Should().Be(new ReviewMove("test/pos/1", "pos", 0.8125f, 0.3125f, Beginning: null));
    }

    [Fact]
    public void No_more_than_ten_moves_are_listed()
    {
        (string, int, float)[] reviews = [.. Enumerable.Range(0, 30).Select(i => ($"test/pos/{i}", 1, 0.6f))];
        toy.Write(ToyPredictions.Run(ToyPredictions.Of(reviews)));
        toy.Write(
            ToyPredictions.Run(
                ToyPredictions.Of([.. reviews.Select((r, i) => (r.Item1, r.Item2, 0.61f + (0.01f * i)))]),
                seed: 7
            )
        );
        var found = toy.Of(DiffSubject.Predictions, "run", "seed-7").Pairs[0].Predictions!;
        found.Moved.Should().Be(30);
        found.Largest.Select(m => m.Id).Should().Equal(Enumerable.Range(20, 10).Reverse().Select(i => $"test/pos/{i}"));
    }

    [Fact]
    public void Lengths_and_first_words_come_from_the_prepared_reviews_of_either_side()
    {
        var without = Changed();
        without.ByLength.Should().BeEmpty();
        ToyPredictions.Prepare(toy.Request.Cache, ToyRun.Of(seed: 7).Spec);
        var found = Changed();
        found
            .ByLength.Select(g => (g.Name, g.Reviews, g.Flips))
            .Should()
            .Equal(("1–2 tokens", 2, 1), ("4–5 tokens", 2, 0), ("6–7 tokens", 2, 1), ("8–9 tokens", 2, 2));
        found.ByLabel.Select(g => (g.Name, g.Reviews, g.Flips)).Should().Equal(("neg", 4, 3), ("pos", 4, 1));
        found.Largest[^1].Beginning.Should().Be("the");
        toy.Of(DiffSubject.Predictions, "seed-7", "run").Pairs[0].Predictions!.ByLength.Should().Equal(found.ByLength);
    }

    [Fact]
    public void Is_not_judged_and_ends_with_0()
    {
        Changed();
        var difference = toy.Of(DiffSubject.Predictions, "run", "seed-7");
        (difference.Verdict, difference.ExitCode).Should().Be((null, ExitCode.Success));
        difference.Pairs[0].Comparisons.Should().BeEmpty();
        toy.Written(difference)
            .Should()
            .Contain("seed-7 is right on 2 more reviews (3 against 1 of 4 that changed); p = 0.62.")
            .And.EndWith(
                "7 of 8 predictions moved, and 4 of them flipped to the other class. Predictions have no tolerances.\n"
                    + "Verdict: not judged (exit code 0)\n"
            );
        toy.Written(toy.Of(DiffSubject.Predictions, "seed-7", "run"))
            .Should()
            .Contain("run is right on 2 fewer reviews (1 against 3 of 4 that changed); p = 0.62.");
    }

    [Fact]
    public void Equal_probabilities_are_reported_to_be_equal()
    {
        toy.Write(ToyPredictions.Run(ToyPredictions.Before));
        toy.Write(ToyPredictions.Run(ToyPredictions.Before, protocol: ProtocolKind.Corrected));
        var difference = toy.Of(DiffSubject.Predictions, "as-written", "corrected");
        (difference.Verdict, difference.ExitCode).Should().Be((null, ExitCode.Success));
        difference.Pairs[0].Predictions!.Moved.Should().Be(0);
        toy.Written(difference)
            .Should()
            .Contain("No prediction moved: 8 reviews, each with the same probability on both sides.")
            .And.EndWith("No prediction moved.\nVerdict: not judged (exit code 0)\n");
    }

    [Fact]
    public void A_move_in_the_last_bit_is_one()
    {
        toy.Write(ToyPredictions.Run(ToyPredictions.Before));
        var nearly = ToyPredictions.Before with
        {
            Probabilities = [MathF.BitDecrement(0.875f), .. ToyPredictions.Before.Probabilities.Skip(1)],
        };
        toy.Write(ToyPredictions.Run(nearly, seed: 7));
        var difference = toy.Of(DiffSubject.Predictions, "run", "seed-7");
        difference.Pairs[0].Predictions!.Moved.Should().Be(1);
        toy.Written(difference)
            .Should()
            .Contain("-5.96e-8")
            .And.Contain("1 of 8 predictions moved, and 0 of them flipped to the other class.")
            .And.Contain("No review changed class: both sides are right on the same ones.");
    }

    [Fact]
    public void A_run_without_predictions_is_not_measured()
    {
        Changed();
        File.Delete(toy.Run.Predictions);
        foreach (var (from, to) in (ReadOnlySpan<(string, string)>)[("run", "seed-7"), ("seed-7", "run")])
            Refused(toy.Of(DiffSubject.Predictions, from, to))
                .Should()
                .Be((Verdict.NotMeasured, ExitCode.NotMeasured, "run has no predictions"));
    }

    [Fact]
    public void Other_test_reviews_are_not_comparable()
    {
        toy.Write(ToyPredictions.Run(ToyPredictions.Before));
        toy.Write(ToyPredictions.Run(ToyPredictions.Of(("test/pos/0", 1, 0.9f), ("test/neg/9", 0, 0.1f)), seed: 7));
        Refused(toy.Of(DiffSubject.Predictions, "run", "seed-7"))
            .Should()
            .Be((Verdict.NotComparable, ExitCode.NotComparable, "the sides tested different reviews"));
    }

    [Fact]
    public void A_baseline_is_paired_by_position_where_both_tests_read_the_same_batches()
    {
        Accept(ToyPredictions.Before with { Read = "batches" });
        toy.Of(DiffSubject.Predictions).Pairs[0].Predictions!.Moved.Should().Be(0);
        toy.Write(ToyPredictions.Run(ToyPredictions.AfterInOrder with { Read = "batches" }));
        var found = toy.Of(DiffSubject.Predictions).Pairs[0].Predictions!;
        found.Right.Should().Be(new McNemar(RightToWrong: 1, WrongToRight: 3));
        found.Largest[1].Should().Be(new ReviewMove("test/pos/1", "pos", 0.8125f, 0.3125f, Beginning: null));
        toy.Of(DiffSubject.Predictions, "run", "baseline")
            .Pairs[0]
            .Predictions!.Right.Should()
            .Be(new McNemar(RightToWrong: 3, WrongToRight: 1));
    }

    [Theory]
    [InlineData("batches", "others")]
    [InlineData("batches", null)]
    [InlineData(null, "batches")]
    [InlineData(null, null)]
    public void A_baseline_whose_batches_may_be_others_is_not_comparable(string? accepted, string? read)
    {
        Accept(ToyPredictions.Before with { Read = accepted });
        toy.Write(ToyPredictions.Run(ToyPredictions.AfterInOrder with { Read = read }));
        foreach (var (from, to) in (ReadOnlySpan<(string, string)>)[("baseline", "run"), ("run", "baseline")])
            Refused(toy.Of(DiffSubject.Predictions, from, to))
                .Should()
                .Be(
                    (
                        Verdict.NotComparable,
                        ExitCode.NotComparable,
                        "the test of the run did not read the baseline's batches, and a baseline does not name its "
                            + "reviews"
                    )
                );
    }

    [Fact]
    public void A_baseline_without_probabilities_is_not_measured()
    {
        toy.Write(ToyRun.Of() with { Predictions = ToyPredictions.Before, Metrics = [] });
        Refused(toy.Of(DiffSubject.Predictions))
            .Should()
            .Be((Verdict.NotMeasured, ExitCode.NotMeasured, "baseline has no predictions"));
    }

    /// <summary>Makes a run with these predictions the baseline.</summary>
    private void Accept(TestPredictions predictions)
    {
        var run = toy.Write(ToyPredictions.Run(predictions) with { Steps = new StepLosses([0.69], [0.69, 0.4, 0.3]) });
        ToyAcceptance.Accept(
            toy.Baselines,
            [run],
            new AcceptanceRequest("probabilities are kept now", "Ada", OnCi: false, AllowRegression: true),
            TimeProvider.System
        );
    }

    private PredictionDifference Changed()
    {
        toy.Write(ToyPredictions.Run(ToyPredictions.Before));
        toy.Write(ToyPredictions.Run(ToyPredictions.After, seed: 7));
        return toy.Of(DiffSubject.Predictions, "run", "seed-7").Pairs[0].Predictions!;
    }

    private static (Verdict?, ExitCode, string) Refused(Difference difference)
    {
        var pair = difference.Pairs.Should().ContainSingle().Subject;
        pair.Predictions.Should().BeNull();
        return (difference.Verdict, difference.ExitCode, pair.Comparisons.Should().ContainSingle().Subject.Because);
    }
}
