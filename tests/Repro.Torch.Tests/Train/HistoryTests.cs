using Repro.Experiments;
using Repro.Runs;
using Repro.Torch.Train;

namespace Repro.Torch.Tests.Train;

public class HistoryTests
{
    // Validation losses that the notebook printed for its RNN and its CNN with vectors; what followed was not printed,
    // so it did not improve.
    private static readonly double[] PrintedRnn =
    [
        0.6382843321662838,
        0.6818380871061551,
        0.5142671789153147,
        0.48861709716966595,
        0.4906157370088464,
    ];
    private static readonly double[] PrintedCnn =
    [
        0.36061601241429647,
        0.3133739014466604,
        0.2948601697882017,
        0.3085709715882937,
        0.342825702826182,
    ];

    public static TheoryData<double[], int> Printed => new() { { PrintedRnn, 4 }, { PrintedCnn, 3 } };

    [Theory]
    [MemberData(nameof(Printed))]
    public void Five_printed_lines_are_six_trained_epochs(double[] printed, int best)
    {
        var history = Run(PatienceRule.NeverReset, EpochLogRule.OmitStoppingEpoch, [.. printed, 0.7, 0.1, 0.1]);

        history.Epochs.Should().HaveCount(6);
        history.Epochs.Where(e => e.Printed).Select(e => e.ValidationLoss).Should().Equal(printed);
        history.StoppedEarly.Should().BeTrue();
        history.BestEpoch.Should().Be(best);
    }

    [Fact]
    public void With_a_reset_the_RNN_would_have_gone_on() =>
        Run(PatienceRule.ResetOnImprovement, EpochLogRule.EveryEpoch, [.. PrintedRnn, 0.7, 0.6])
            .Epochs.Should()
            .HaveCount(7);

    [Fact]
    public void Corrected_every_epoch_is_printed()
    {
        var history = Run(PatienceRule.ResetOnImprovement, EpochLogRule.EveryEpoch, [1, 2, 3, 4, 5]);
        history.Epochs.Should().HaveCount(4).And.OnlyContain(e => e.Printed);
    }

    [Fact]
    public void An_epoch_that_the_limit_ends_is_printed_under_both_rules()
    {
        var history = Run(PatienceRule.NeverReset, EpochLogRule.OmitStoppingEpoch, [3, 2, 1]);
        history.Epochs.Should().HaveCount(3).And.OnlyContain(e => e.Printed);
        history.StoppedEarly.Should().BeFalse();
    }

    private static TrainingHistory Run(PatienceRule patience, EpochLogRule log, double[] losses)
    {
        var stopping = new EarlyStopping(3, patience);
        var history = new History(log);
        for (var i = 0; i < losses.Length && !history.Stopped; i++)
            history.Add(i + 1, losses[i], losses[i], stopping.Observe(i + 1, losses[i]).Stop, [], null);
        return history.Record(stopping.BestEpoch);
    }
}
