using Repro.Experiments;
using Repro.Quantities;
using Repro.Runs;
using Repro.Testing;
using Repro.Verdicts.Baselines;
using Repro.Verdicts.Compare;
using Repro.Verdicts.Diff;

namespace Repro.Verdicts.Tests.Diff;

/// <summary>Two runs by the tolerances of the second: every judged quantity counts.</summary>
public sealed class RunAgainstRunTests : IDisposable
{
    private readonly ToyDiff toy = new();

    public void Dispose() => toy.Dispose();

    [Theory]
    [InlineData(DiffSubject.Metrics)]
    [InlineData(DiffSubject.Curves)]
    [InlineData(DiffSubject.Attributions)]
    public void Another_seed_is_judged_by_the_same_tolerances(DiffSubject of)
    {
        toy.Write(ToyRun.Of(seed: 7));
        var difference = toy.Of(of, "seed-7");
        Found(difference).Should().Be((Verdict.Within, ExitCode.Success));
        (difference.From, difference.To).Should().Be(("seed-7", "run"));
    }

    [Fact]
    public void Everything_that_is_judged_blocks()
    {
        var seed = toy.Write(ToyRun.Of(seed: 7));
        ToyRun.Edit(seed.Metrics, m => m["values"]![QuantityNames.F1Global] = 0.9);
        Tolerances shown = new(
            [.. ToyTolerances.All.Entries.Select(t => t with { Blocking = false })],
            ImdbNotebook.Assignment
        );
        Found(toy.Of(DiffSubject.Metrics, "seed-7", tolerances: shown))
            .Should()
            .Be((Verdict.Regression, ExitCode.Regression));
        Found(toy.Of(DiffSubject.Metrics, "run", "seed-7", tolerances: shown))
            .Should()
            .Be((Verdict.Improvement, ExitCode.Success));
    }

    [Fact]
    public void A_number_that_either_side_lacks_is_not_measured()
    {
        var seed = toy.Write(ToyRun.Of(seed: 7));
        ToyRun.Edit(seed.Metrics, m => m["values"]![QuantityNames.F1Global] = null);
        foreach (
            var difference in (Difference[])
                [toy.Of(DiffSubject.Metrics, "seed-7"), toy.Of(DiffSubject.Metrics, "run", "seed-7")]
        )
        {
            Found(difference).Should().Be((Verdict.NotMeasured, ExitCode.NotMeasured));
            difference
                .Pairs[0]
                .Comparisons.Single(c => c.Verdict != Verdict.Within)
                .Because.Should()
                .StartWith("seed-7 does not have it");
        }
    }

    [Fact]
    public void Another_seed_may_stop_at_another_epoch_and_it_is_reported()
    {
        var other = ToyRun.Of(seed: 7);
        toy.Write(other with { Epochs = [.. other.Epochs, new EpochRecord(4, 0.1, 0.3, false)] });
        var pair = toy.Of(DiffSubject.Curves, "seed-7").Pairs[0];
        pair.Verdict.Should().Be(Verdict.Within);
        pair.Comparisons.Should().HaveCount(7).And.Contain(c => c.Quantity == QuantityNames.TrainedEpochs);
        pair.Notes.Should()
            .Equal(
                "seed-7 has 4 epochs, run 3: between different runs the epochs that both have are judged, "
                    + "and the number of them as epochs.trained."
            );
    }

    [Fact]
    public void Protocols_are_compared_once_a_model_with_what_differs_between_them()
    {
        var corrected = toy.Write(ToyRun.Of(protocol: ProtocolKind.Corrected));
        ToyRun.Edit(corrected.Attributions, a => a["rows"]![0]!["words"]![0]!["importance"] = 0.3);
        var pair = toy.Of(
                DiffSubject.Attributions,
                "as-written",
                "corrected",
                toy.Request with
                {
                    Only = [],
                    Models = [ModelKind.CnnGlove],
                }
            )
            .Pairs.Should()
            .ContainSingle()
            .Subject;
        pair.Path.Should().Be("cnn-glove");
        pair.Verdict.Should().Be(Verdict.Within, "with other settings only signs are compared");
        pair.Notes.Should()
            .ContainSingle()
            .Which.Should()
            .StartWith("Settings differ: cnn.widths [3,3,3] → [3,4,5]; training.")
            .And.Contain("attribution.filler pad → <pad>");
    }

    [Fact]
    public void A_baseline_and_a_run_of_another_protocol_name_both_experiments()
    {
        toy.Write(ToyRun.Of(protocol: ProtocolKind.Corrected));
        var difference = toy.Of(DiffSubject.Metrics, "baseline", "corrected");
        difference.Pairs.Should().ContainSingle().Which.Path.Should().Be("cnn-glove.as-written → cnn-glove.corrected");
        Found(difference).Should().Be((Verdict.Within, ExitCode.Success));
    }

    [Fact]
    public void A_setting_that_was_changed_may_be_looked_at()
    {
        var changed = toy.Write(
            ToyRun.Of(seed: 7) with
            {
                Spec = ToyRun.Of(seed: 7).Spec with { Training = ToyRun.Of().Spec.Training with { Patience = 4 } },
            }
        );
        var pair = toy.Of(DiffSubject.Metrics, changed.Root).Pairs[0];
        pair.Notes.Should()
            .ContainSingle()
            .Which.Should()
            .MatchRegex(@"^Settings differ: training\.patience 4 → \d+\.$");
        pair.From.Should().Be(new DifferenceSide("seed-7", "cnn-glove.as-written", changed.Root));
    }

    [Fact]
    public void Two_folders_are_one_pair_regardless_of_the_request()
    {
        var elsewhere = ToyRun.Of().Write(Path.Combine(toy.Folder, "elsewhere"));
        var difference = toy.Of(
            DiffSubject.Attributions,
            elsewhere.Root,
            toy.Run.Root,
            toy.Request with
            {
                Only = ["rnn.corrected"],
            }
        );
        Found(difference).Should().Be((Verdict.Within, ExitCode.Success));
        (difference.From, difference.To).Should().Be(("from", "to"), "both folders are called seed-1234");
    }

    [Fact]
    public void Another_model_is_not_comparable()
    {
        var rnn = toy.Write(ToyRun.Of(ModelKind.Rnn));
        Found(toy.Of(DiffSubject.Metrics, rnn.Root, toy.Run.Root))
            .Should()
            .Be((Verdict.NotComparable, ExitCode.NotComparable));
    }

    [Fact]
    public void Other_word_vectors_are_not_comparable_even_with_another_seed()
    {
        var other = toy.Write(ToyRun.Of(seed: 7, vectors: "glove.6B.100d"));
        Found(toy.Of(DiffSubject.Metrics, other.Root)).Should().Be((Verdict.NotComparable, ExitCode.NotComparable));
    }

    [Theory]
    [InlineData("run", "run")]
    [InlineData("baseline", "baseline")]
    [InlineData("seed-1234", "run")]
    [InlineData("as-written", "run")]
    public void A_side_is_not_compared_with_itself(string from, string to) =>
        FluentActions
            .Invoking(() => toy.Of(DiffSubject.Metrics, from, to))
            .Should()
            .Throw<ReproException>()
            .Where(e => e.ExitCode == ExitCode.Usage)
            .WithMessage(
                $"--from={from} --to={to}: both sides are the same, but a difference needs two. Name another side."
            );

    [Fact]
    public void A_folder_of_an_experiment_that_was_not_requested_is_refused() =>
        FluentActions
            .Invoking(() =>
                toy.Of(DiffSubject.Metrics, toy.Run.Root, "baseline", toy.Request with { Only = ["rnn.corrected"] })
            )
            .Should()
            .Throw<ReproException>()
            .Where(e => e.ExitCode == ExitCode.Usage)
            .WithMessage(
                $"--from: {toy.Run.Root} is a run of cnn-glove.as-written of profile imdb, which is not one of "
                    + "rnn.corrected of profile imdb. Select it by --profile and --only."
            );

    private static (Verdict? Verdict, ExitCode Exit) Found(Difference difference) =>
        (difference.Verdict, difference.ExitCode);
}
