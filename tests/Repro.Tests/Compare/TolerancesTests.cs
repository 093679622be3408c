using System.Reflection;
using Repro.Compare;
using Repro.Experiment;
using Repro.Tests.Testing;

namespace Repro.Tests.Compare;

public class TolerancesTests
{
    private static readonly Tolerance Example = new()
    {
        Profile = "*",
        Experiment = "*",
        Quantity = Quantities.F1Global,
        Better = Direction.Higher,
        Absolute = 0.02,
        Blocking = true,
        Spread = new Spread(5, 0.86, 0.004, 0.855, 0.866),
        Because = "three times the spread over seeds",
    };

    public static TheoryData<string> EveryQuantity() =>
    [
        .. typeof(Quantities).GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => (string)f.GetRawConstantValue()!),
        QuantityPath.TrainLoss(3), QuantityPath.ValidationLoss(3), QuantityPath.Probability(1), QuantityPath.Score(1), QuantityPath.Delta(1),
        QuantityPath.Importance(1, 2), QuantityPath.Sign(1, 2),
    ];

    [Theory]
    [MemberData(nameof(EveryQuantity))]
    public void Every_quantity_has_a_tolerance_in_every_experiment(string quantity)
    {
        var committed = Tolerances.Read(Path.Combine(Repository.Baselines, "tolerances.json"));
        foreach (var profile in Profiles.All)
            foreach (var model in Words.All<ModelKind>())
                foreach (var protocol in Words.All<ProtocolKind>())
                    committed.Find(profile, $"{model}.{protocol}", quantity).Should().NotBeNull("{0} of {1} in {2} needs one", quantity, model, profile);
    }

    [Fact]
    public void The_last_entry_that_matches_holds()
    {
        var tolerances = new Tolerances([Example, Example with { Experiment = "rnn.*", Absolute = 0.01 }, Example with { Profile = "imdb", Absolute = 0.005 }]);
        tolerances.Find("sample", "cnn.corrected", Quantities.F1Global)!.Absolute.Should().Be(0.02);
        tolerances.Find("sample", "rnn.corrected", Quantities.F1Global)!.Absolute.Should().Be(0.01);
        tolerances.Find("imdb", "rnn.corrected", Quantities.F1Global)!.Absolute.Should().Be(0.005);
        tolerances.Find("imdb", "rnn.corrected", Quantities.Recall).Should().BeNull();
    }

    [Fact]
    public void All_faults_are_in_one_message()
    {
        var reading = () => new Tolerances([Example with { Absolute = 0.03, Spread = null }, Example with { Blocking = false, Relative = -1, Because = " " }]);

        reading.Should().Throw<ReproException>().Which.Message.Should().Be(
            "tolerances.json: 4 faults. */*/test.f1.global: it blocks on a spread over 0 seeds; measure at least 5. "
            + "*/*/test.f1.global: F1 blocks at 0.03 absolute, 0 relative; at most 0.02 absolute may block, else set blocking to false. "
            + "*/*/test.f1.global: absolute 0.02 and relative -1 must be 0 or more. */*/test.f1.global: because is empty; say where the limit comes from. "
            + "baselines/README.md says how to read an entry.");
    }

    [Fact]
    public void The_larger_of_absolute_and_relative_is_the_limit()
    {
        var tolerance = Example with { Absolute = 0.1, Relative = 0.05 };
        tolerance.Limit(1).Should().Be(0.1);
        tolerance.Limit(-4).Should().BeApproximately(0.2, 1e-15);
    }

    [Fact]
    public void A_spread_divides_by_one_less_than_the_seeds() =>
        Spread.Of([1, 2, 3, 4]).Should().Be(new Spread(4, 2.5, Math.Sqrt(5.0 / 3), 1, 4));
}
