using Repro.Experiments;
using Repro.Quantities;
using Repro.Runs;
using Repro.Testing;
using Repro.Verdicts.Accept;
using Repro.Verdicts.Compare;
using Repro.Verdicts.Diff;

namespace Repro.Verdicts.Tests.Diff;

/// <summary>
/// From the accepted baseline to the current run: the verdicts of the target Compare, for the requested part.
/// </summary>
public sealed class DifferenceTests : IDisposable
{
    private readonly ToyDiff toy = new();

    public static TheoryData<DiffSubject> Subjects => [.. Enum.GetValues<DiffSubject>()];

    public void Dispose() => toy.Dispose();

    [Theory]
    [InlineData(DiffSubject.Metrics)]
    [InlineData(DiffSubject.Curves)]
    [InlineData(DiffSubject.Attributions)]
    public void The_accepted_run_is_within(DiffSubject of)
    {
        var difference = toy.Of(of);
        Found(difference).Should().Be((Verdict.Within, ExitCode.Success));
        difference.Pairs.Should().ContainSingle().Which.Path.Should().Be("cnn-glove.as-written");
        (difference.From, difference.To).Should().Be(("baseline", "run"));
    }

    [Fact]
    public void Only_what_was_asked_about_is_judged()
    {
        Edit(toy.Run.Metrics, m => m["values"]![QuantityNames.F1Global] = 0.8);
        Found(toy.Of(DiffSubject.Metrics)).Should().Be((Verdict.Regression, ExitCode.Regression));
        Found(toy.Of(DiffSubject.Curves)).Should().Be((Verdict.Within, ExitCode.Success));
        Found(toy.Of(DiffSubject.Attributions)).Should().Be((Verdict.Within, ExitCode.Success));
        toy.Of(DiffSubject.Curves)
            .Pairs[0]
            .Comparisons.Select(c => c.Quantity)
            .Should()
            .Equal(
                QuantityNames.TrainedEpochs,
                "curve.1.train-loss",
                "curve.1.validation-loss",
                "curve.2.train-loss",
                "curve.2.validation-loss",
                "curve.3.train-loss",
                "curve.3.validation-loss"
            );
    }

    [Fact]
    public void What_is_better_passes()
    {
        Edit(toy.Run.Metrics, m => m["values"]![QuantityNames.F1Global] = 0.9);
        Found(toy.Of(DiffSubject.Metrics)).Should().Be((Verdict.Improvement, ExitCode.Success));
    }

    [Fact]
    public void What_does_not_block_a_run_decides_a_difference()
    {
        Edit(toy.Run.Metrics, m => m["values"]![QuantityNames.F1Global] = 0.8);
        var difference = toy.Of(
            DiffSubject.Metrics,
            tolerances: new(
                [.. ToyTolerances.All.Entries.Select(t => t with { Blocking = false })],
                ImdbNotebook.Assignment
            )
        );
        Found(difference).Should().Be((Verdict.Regression, ExitCode.Regression));
        difference.Pairs[0].Comparisons.Should().ContainSingle(c => c.Verdict == Verdict.Regression);
    }

    [Fact]
    public void The_first_epoch_beyond_tolerance_is_named()
    {
        toy.Of(DiffSubject.Curves).Pairs[0].FirstBeyond.Should().BeNull();
        Edit(toy.Run.History, h => h["epochs"]![1]!["validation-loss"] = 0.5);
        Edit(toy.Run.History, h => h["epochs"]![2]!["train-loss"] = 0.5);
        var difference = toy.Of(DiffSubject.Curves);
        difference.Pairs[0].FirstBeyond.Should().Be(2);
        Found(difference).Should().Be((Verdict.Regression, ExitCode.Regression));
    }

    [Fact]
    public void The_first_step_beyond_tolerance_is_named_where_the_batches_are_the_same()
    {
        StepLosses steps = new([0.69, 0.6, 0.5], [0.69, 0.4, 0.3]);
        toy.Write(ToyRun.Of(seed: 7) with { Steps = steps });
        toy.Write(ToyRun.Of() with { Steps = steps with { EpochStarts = [0.69, 0.4, 0.36] } });
        toy.Write(
            ToyRun.Of(protocol: ProtocolKind.Corrected) with
            {
                Steps = steps with { FirstEpoch = [0.69, 0.64, 0.56] },
            }
        );

        var protocols = toy.Of(DiffSubject.Curves, "as-written", "corrected");
        protocols.Pairs[0].FirstStepBeyond.Should().Be(new StepBeyond(1, 3, 0.5, 0.56, 0.05));
        toy.Written(protocols)
            .Should()
            .Contain("step 3 of epoch 1 is the first beyond that epoch's tolerance: 0.5 → 0.56.");
        toy.Of(DiffSubject.Curves, "corrected", "run").Pairs[0].FirstStepBeyond!.Epoch.Should().Be(1);
        toy.Of(DiffSubject.Curves, "seed-7", "run")
            .Pairs[0]
            .FirstStepBeyond.Should()
            .BeNull("another seed has other batches");
        toy.Of(DiffSubject.Metrics, "as-written", "corrected").Pairs[0].FirstStepBeyond.Should().BeNull();
    }

    [Fact]
    public void The_first_step_of_a_later_epoch_is_one_too()
    {
        using var other = new ToyDiff();
        StepLosses steps = new([0.69], [0.69, 0.4, 0.3]);
        var accepted = other.Write(ToyRun.Of() with { Steps = steps });
        ToyAcceptance.Accept(
            other.Baselines,
            [accepted],
            new AcceptanceRequest("steps are kept now", "Ada", OnCi: false),
            TimeProvider.System
        );
        other.Of(DiffSubject.Curves).Pairs[0].FirstStepBeyond.Should().BeNull();
        other.Write(ToyRun.Of() with { Steps = steps with { EpochStarts = [0.69, 0.4, 0.36] } });
        other.Of(DiffSubject.Curves).Pairs[0].FirstStepBeyond.Should().Be(new StepBeyond(3, 1, 0.3, 0.36, 0.05));
    }

    [Fact]
    public void A_baseline_can_be_compared_with_the_run_too()
    {
        Edit(toy.Run.Metrics, m => m["values"]![QuantityNames.F1Global] = 0.9);
        Found(toy.Of(DiffSubject.Metrics, "run", "baseline")).Should().Be((Verdict.Regression, ExitCode.Regression));
        Found(toy.Of(DiffSubject.Attributions, "run", "baseline")).Should().Be((Verdict.Within, ExitCode.Success));
    }

    [Theory]
    [MemberData(nameof(Subjects))]
    public void Without_a_baseline_there_is_nothing_to_compare_with(DiffSubject of) =>
        Found(toy.Of(of, request: toy.Request with { Baselines = Path.Combine(toy.Folder, "none") }))
            .Should()
            .Be((Verdict.NoBaseline, ExitCode.NoBaseline));

    [Theory]
    [MemberData(nameof(Subjects))]
    public void A_run_that_is_not_there_is_not_measured(DiffSubject of)
    {
        var difference = toy.Of(of, request: toy.Request with { Seed = 8 });
        Found(difference).Should().Be((Verdict.NotMeasured, ExitCode.NotMeasured));
        difference
            .Pairs[0]
            .Comparisons.Should()
            .ContainSingle()
            .Which.Because.Should()
            .EndWith("seed-8 has no run of cnn-glove.as-written; create it with the target Reproduce");
    }

    [Theory]
    [MemberData(nameof(Subjects))]
    public void An_interrupted_run_is_not_measured(DiffSubject of)
    {
        File.Delete(toy.Run.Complete);
        Found(toy.Of(of)).Should().Be((Verdict.NotMeasured, ExitCode.NotMeasured));
    }

    [Theory]
    [InlineData(DiffSubject.Metrics, "metrics.json")]
    [InlineData(DiffSubject.Curves, "history.json")]
    [InlineData(DiffSubject.Attributions, "attributions.json")]
    [InlineData(DiffSubject.Predictions, "predictions.json")]
    public void A_file_that_disappears_is_not_measured(DiffSubject of, string name)
    {
        File.Delete(Path.Combine(toy.Run.Root, name));
        Found(toy.Of(of)).Should().Be((Verdict.NotMeasured, ExitCode.NotMeasured));
    }

    [Theory]
    [MemberData(nameof(Subjects))]
    public void Other_reviews_are_not_comparable(DiffSubject of)
    {
        Edit(toy.Run.Manifest, m => m["corpus-digest"] = new string('d', 64));
        Found(toy.Of(of)).Should().Be((Verdict.NotComparable, ExitCode.NotComparable));
        Found(toy.Of(of, "run", "baseline")).Should().Be((Verdict.NotComparable, ExitCode.NotComparable));
    }

    [Fact]
    public void Other_settings_than_the_baselines_are_not_comparable()
    {
        Edit(toy.Run.Spec, s => s["training"]!["patience"] = 4);
        Found(toy.Of(DiffSubject.Metrics)).Should().Be((Verdict.NotComparable, ExitCode.NotComparable));
        Found(toy.Of(DiffSubject.Metrics, "run", "baseline"))
            .Should()
            .Be((Verdict.NotComparable, ExitCode.NotComparable));
    }

    [Fact]
    public void One_experiment_that_is_missing_does_not_hide_the_others()
    {
        Edit(toy.Run.Metrics, m => m["values"]![QuantityNames.F1Global] = 0.8);
        var difference = toy.Of(
            DiffSubject.Metrics,
            request: toy.Request with
            {
                Only = ["cnn-glove.as-written", "cnn-glove.corrected"],
            }
        );
        difference
            .Pairs.Select(p => (p.Path, p.Verdict))
            .Should()
            .Equal(("cnn-glove.as-written", Verdict.Regression), ("cnn-glove.corrected", Verdict.NotMeasured));
        difference.ExitCode.Should().Be(ExitCode.Regression);
    }

    private static (Verdict? Verdict, ExitCode Exit) Found(Difference difference) =>
        (difference.Verdict, difference.ExitCode);

    private static void Edit(string path, Action<System.Text.Json.Nodes.JsonNode> edit) => ToyRun.Edit(path, edit);
}
