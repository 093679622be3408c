using Repro.Experiments;
using Repro.Experiments.Settings;

namespace Repro.Tests.Experiments.Settings;

public class SpecOverridesTests
{
    private static readonly ExperimentSpec Cnn = Profiles.Spec(Profiles.Sample, ModelKind.Cnn, ProtocolKind.AsWritten);

    [Fact]
    public void A_value_of_every_kind_is_set_by_its_path_in_the_spec()
    {
        var spec = SpecOverrides
            .Parse([
                "training.max-epochs=3",
                "training.learning-rate=0.01",
                "training.weights=best-epoch",
                "batches.sorted=true",
                "cnn.widths=2,5",
                "attribution.filler=<pad>",
            ])
            .Apply(Cnn);
        spec.Should()
            .Be(
                Cnn with
                {
                    Training = Cnn.Training with
                    {
                        MaxEpochs = 3,
                        LearningRate = 0.01,
                        Weights = WeightsRule.BestEpoch,
                    },
                    Batches = Cnn.Batches with { Sorted = true },
                    Cnn = Cnn.Cnn! with { Widths = [2, 5] },
                    Attribution = Cnn.Attribution with { Filler = "<pad>" },
                }
            );
    }

    [Fact]
    public void Without_overrides_the_hash_stays() => SpecOverrides.Parse([]).Apply(Cnn).Hash().Should().Be(Cnn.Hash());

    [Fact]
    public void Setting_a_value_to_what_it_was_leaves_the_hash() =>
        SpecOverrides.Parse(["training.patience=3"]).Apply(Cnn).Hash().Should().Be(Cnn.Hash());

    [Fact]
    public void A_section_that_another_model_has_is_passed_over() =>
        SpecOverrides.Parse(["rnn.hidden=8"]).Apply(Cnn).Should().Be(Cnn);

    [Fact]
    public void A_section_that_no_experiment_has_is_refused() =>
        FluentActions
            .Invoking(() => SpecOverrides.Parse(["rnn.hidden=8"]).CheckUsedBy([Cnn]))
            .Should()
            .Throw<ReproException>()
            .WithMessage(
                "--set rnn.hidden: none of cnn.as-written has this setting. Add its model to --models, or leave it out."
            );

    [Fact]
    public void Every_fault_is_named_with_what_would_be_legal() =>
        FluentActions
            .Invoking(() =>
                SpecOverrides.Parse([
                    "training.max-epoch=3",
                    "training.patience=two",
                    "training.weights=best",
                    "batches.sorted=1",
                    "cnn.widths=3;4",
                    "training.learning-rate=fast",
                    "seed=7",
                    "training",
                ])
            )
            .Should()
            .Throw<ReproException>()
            .Where(e => e.ExitCode == ExitCode.Usage)
            .Which.Message.Split('\n')
            .Should()
            .Equal(
                $"--set training.max-epoch: no such key; there are {string.Join(", ", SpecOverrides.Keys)}. "
                    + "Did you mean training.max-epochs?",
                "--set training.patience: two is not legal; expected a whole number, 1 … 10000.",
                "--set training.weights: best is not legal; expected last-epoch, best-epoch.",
                "--set batches.sorted: 1 is not legal; expected true, false.",
                "--set cnn.widths: 3;4 is not legal; expected whole numbers separated by commas, each 1 … 64.",
                "--set training.learning-rate: fast is not legal; expected a number such as 0.5, above 0 and finite.",
                "--set seed: cannot be set this way. Use the option of that name (--help lists them).",
                "--set training: there is no =. Write --set key=value, such as training.max-epochs=3."
            );

    /// <summary>Of every key that does not take any word.</summary>
    public static TheoryData<string> Limited => [.. SpecOverrides.Keys.Except(["corpus.name", "attribution.filler"])];

    [Theory]
    [MemberData(nameof(Limited))]
    public void A_value_of_the_wrong_kind_is_answered_with_the_legal_range(string key) =>
        FluentActions
            .Invoking(() => SpecOverrides.Parse([$"{key}=?"]))
            .Should()
            .Throw<ReproException>()
            .Which.Message.Should()
            .StartWith($"--set {key}: ? is not legal; expected ")
            .And.MatchRegex(
                @"expected (a whole number, \d+ … \d+|a number such as 0\.5, (0 or more|above 0) and (finite|below "
                    + @"1)|whole numbers separated by commas, each \d+ … \d+|[a-z-]+(, [a-z-]+)+)\.$"
            );

    [Fact]
    public void Every_hyperparameter_has_a_key_and_nothing_else_does() =>
        SpecOverrides
            .Keys.Should()
            .Contain([
                "corpus.training-reviews",
                "rnn.cell",
                "cnn.channels",
                "batches.layout",
                "training.beta1",
                "evaluation.f1",
                "attribution.steps",
            ])
            .And.NotContain(["seed", "model", "attribution.sentences"])
            .And.BeInAscendingOrder(StringComparer.Ordinal);
}
