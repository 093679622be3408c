using System.Reflection;
using Repro.Experiments;
using Repro.Quantities;
using Repro.Statistics;
using Repro.Testing;
using Repro.Verdicts.Baselines;

namespace Repro.Verdicts.Tests.Baselines;

public class TolerancesTests
{
    private static readonly Tolerance Example = new()
    {
        Profile = "*",
        Experiment = "*",
        Quantity = QuantityNames.F1Global,
        Better = Direction.Higher,
        Absolute = 0.016, // What the spread gives: 2.776445 · 0.004 · √2, rounded up.
        Blocking = true,
        Spread = new Spread(5, 0.86, 0.004, 0.855, 0.866),
        Because = "three times the spread over seeds",
    };

    public static TheoryData<string> EveryQuantity() =>
        [
            .. typeof(QuantityNames)
                .GetFields(BindingFlags.Public | BindingFlags.Static)
                .Select(f => (string)f.GetRawConstantValue()!),
            QuantityPath.TrainLoss(3),
            QuantityPath.ValidationLoss(3),
            QuantityPath.Probability(1),
            QuantityPath.Score(1),
            QuantityPath.Delta(1),
            QuantityPath.Importance(1, 2),
            QuantityPath.Sign(1, 2),
        ];

    [Theory]
    [MemberData(nameof(EveryQuantity))]
    public void Every_quantity_has_a_tolerance_in_every_experiment(string quantity)
    {
        var committed = Tolerances.Read(Path.Combine(Repository.Baselines, "tolerances.json"), ImdbNotebook.Assignment);
        foreach (var profile in Profiles.All)
        foreach (var model in Words.All<ModelKind>())
        foreach (var protocol in Words.All<ProtocolKind>())
            committed
                .Find(profile, $"{model}.{protocol}", quantity)
                .Should()
                .NotBeNull("{0} of {1} in {2} needs one", quantity, model, profile);
    }

    [Fact]
    public void The_last_entry_that_matches_holds()
    {
        var tolerances = new Tolerances(
            [
                Example,
                Example with
                {
                    Experiment = "rnn.*",
                    Absolute = 0.01,
                    Reason = "a test",
                },
                Example with
                {
                    Profile = "imdb",
                    Absolute = 0.005,
                    Reason = "a test",
                },
            ],
            ImdbNotebook.Assignment
        );
        tolerances.Find("sample", "cnn.corrected", QuantityNames.F1Global)!.Absolute.Should().Be(0.016);
        tolerances.Find("sample", "rnn.corrected", QuantityNames.F1Global)!.Absolute.Should().Be(0.01);
        tolerances.Find("imdb", "rnn.corrected", QuantityNames.F1Global)!.Absolute.Should().Be(0.005);
        tolerances.Find("imdb", "rnn.corrected", QuantityNames.Recall).Should().BeNull();
    }

    [Fact]
    public void All_faults_are_in_one_message()
    {
        var reading = () =>
            new Tolerances(
                [
                    Example with
                    {
                        Absolute = 0.03,
                        Spread = null,
                    },
                    Example with
                    {
                        Blocking = false,
                        Relative = -1,
                        Because = " ",
                    },
                ],
                ImdbNotebook.Assignment
            );

        reading
            .Should()
            .Throw<ReproException>()
            .Which.Message.Should()
            .Be(
                "tolerances.json: 4 faults. */*/test.f1.global: it blocks on a spread over 0 seeds; measure "
                    + "at least 5. "
                    + "*/*/test.f1.global: F1 blocks at 0.03 absolute, 0 relative; at most 0.02 absolute may "
                    + "block, else set blocking to false. "
                    + "*/*/test.f1.global: absolute 0.016 and relative -1 must be 0 or more. "
                    + "*/*/test.f1.global: because is empty; say where the limit comes from. "
                    + "baselines/README.md says how to read an entry."
            );
    }

    [Theory]
    [InlineData(
        0.01,
        null,
        "absolute 0.01 is not the 0.016 that its spread gives; say in reason why, or run --target=Calibrate."
    )]
    [InlineData(
        0.01,
        " ",
        "absolute 0.01 is not the 0.016 that its spread gives; say in reason why, or run --target=Calibrate."
    )]
    [InlineData(
        0.003,
        "stricter",
        "absolute 0.003 is below the spread, sd 0.004: every third run would leave it. Allow at least the spread."
    )]
    [InlineData(
        0.161,
        "wider",
        "absolute 0.161 is more than 10 times the 0.016 that its spread gives: it would find nothing. Lower it."
    )]
    public void A_tolerance_rests_on_its_spread_and_one_edited_by_hand_says_why(
        double absolute,
        string? reason,
        string fault
    )
    {
        var reading = () =>
            new Tolerances(
                [Example with { Quantity = QuantityNames.TestLoss, Absolute = absolute, Reason = reason }],
                ImdbNotebook.Assignment
            );
        reading
            .Should()
            .Throw<ReproException>()
            .WithMessage($"tolerances.json: 1 fault. */*/test.loss: {fault}*")
            .Which.ExitCode.Should()
            .Be(ExitCode.InputMissing);
    }

    [Fact]
    public void A_tolerance_edited_with_a_reason_is_read()
    {
        new Tolerances([Example with { Absolute = 0.01, Reason = "what users notice" }], ImdbNotebook.Assignment)
            .Entries.Should()
            .ContainSingle();
    }

    [Fact]
    public void A_pattern_cannot_block()
    {
        var reading = () => new Tolerances([Example with { Quantity = "curve.*.train-loss" }], ImdbNotebook.Assignment);
        reading.Should().Throw<ReproException>().WithMessage("*a quantity with ? cannot block*");
    }

    [Fact]
    public void Gates_are_counted_once_for_every_experiment_that_has_them()
    {
        var tolerances = new Tolerances(
            [
                Example,
                Example with
                {
                    Profile = "imdb",
                    Experiment = "rnn.*",
                    Blocking = false,
                },
                Example with
                {
                    Profile = "imdb",
                    Experiment = "cnn.corrected",
                    Quantity = QuantityNames.TestLoss,
                },
            ],
            ImdbNotebook.Assignment
        );
        Counted("sample").Should().Be(6);
        Counted("imdb").Should().Be(5);

        int Counted(string profile) =>
            new GateList(
                tolerances,
                profile,
                new Dictionary<string, EquatableList<BaselineRun>>(),
                newSeeds: 1
            ).All.Count(g => g.CannotJudge is null);
    }

    [Fact]
    public void The_larger_of_absolute_and_relative_is_the_limit()
    {
        var tolerance = Example with { Absolute = 0.1, Relative = 0.05 };
        tolerance.Limit(1).Should().Be(0.1);
        tolerance.Limit(-4).Should().Be(0.2);
    }

    [Fact]
    public void A_spread_divides_by_one_less_than_the_seeds() =>
        Spread.Of([1, 2, 3, 4]).Should().Be(new Spread(4, 2.5, Math.Sqrt(5.0 / 3), 1, 4));
}
