using Repro.Experiments;
using Repro.Quantities;
using Repro.Statistics;
using Repro.Testing;
using Repro.Verdicts.Baselines;

namespace Repro.Verdicts.Tests.Baselines;

/// <summary>Which gates share a profile's false alarms, and why the others cannot fire.</summary>
public class GateListTests
{
    private static readonly Tolerances Committed = Tolerances.Read(
        Path.Combine(Repository.Baselines, "tolerances.json"),
        ImdbNotebook.Assignment
    );

    [Theory]
    [InlineData("imdb-mini", "rnn.as-written", QuantityNames.F1Global, "its limit lies beyond coin-flipping")]
    [InlineData("imdb-mini", "rnn.as-written", QuantityNames.BestValidationLoss, "its limit lies beyond coin-flipping")]
    [InlineData("sample", "cnn.corrected", QuantityPath.TurnedSigns, "its accepted seeds agree on no word's sign")]
    [InlineData(
        "imdb-mini",
        "cnn.as-written",
        QuantityPath.TurnedSigns,
        "its accepted seeds agree on so few words' signs that all of them may turn"
    )]
    [InlineData("sample", "rnn.corrected", QuantityNames.F1Global, "its limit is wider than 0.02")]
    [InlineData(
        "imdb",
        "rnn.corrected",
        QuantityNames.F1Global,
        "too few seeds are accepted for an interval; 5 are needed"
    )]
    [InlineData("sample", "cnn.corrected", QuantityNames.BestValidationLoss, null)]
    public void The_committed_ones_say_why_they_cannot_judge(
        string profile,
        string experiment,
        string quantity,
        string? because
    ) => Gates(profile).Find(experiment, quantity)!.CannotJudge.Should().Be(because);

    /// <summary>The fewer share them, the more each of them sees.</summary>
    [Theory]
    [InlineData("sample")]
    [InlineData("imdb-mini")]
    [InlineData("imdb")]
    public void Only_those_that_can_fire_share_the_false_alarms(string profile)
    {
        var gates = Gates(profile);
        var able = gates.All.Count(g => g.CannotJudge is null);
        able.Should().BeInRange(1, gates.All.Count - 1);
        gates.Test.ConfirmationShare.Should().Be(FalseAlarms.PerQuantity(FalseAlarms.PerRun, able));
        gates.Test.SuspicionShare.Should().Be(FalseAlarms.PerQuantity(FalseAlarms.Suspicions, able));
    }

    [Fact]
    public void What_gates_nowhere_is_no_gate() =>
        Gates("sample").Find("cnn.corrected", QuantityNames.TestLoss).Should().BeNull();

    private static GateList Gates(string profile) =>
        new(Committed, profile, Committed.AcceptedSeeds(profile, "cpu"), newSeeds: 1);
}
