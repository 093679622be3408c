using Repro.Experiments;
using Repro.Torch.Train;

namespace Repro.Torch.Tests.Train;

public class EarlyStoppingTests
{
    [Fact]
    public void As_written_the_third_epoch_without_improvement_ends_training_regardless_of_those_between()
    {
        var (trained, best) = Run(PatienceRule.NeverReset, [5, 6, 4, 5, 3, 4, 2]);
        trained.Should().Be(6);
        best.Should().Be(5);
    }

    [Fact]
    public void Corrected_an_improvement_starts_the_count_again()
    {
        Run(PatienceRule.ResetOnImprovement, [5, 6, 4, 5, 3, 4, 2]).Should().Be((7, 7));
        Run(PatienceRule.ResetOnImprovement, [5, 6, 4, 5, 6, 7, 1]).Should().Be((6, 3));
    }

    [Theory]
    [InlineData(PatienceRule.NeverReset)]
    [InlineData(PatienceRule.ResetOnImprovement)]
    public void An_equal_loss_is_not_an_improvement(PatienceRule rule) =>
        Run(rule, [2, 2, 2, 2, 1]).Should().Be((4, 1));

    [Fact]
    public void Without_an_end_of_patience_the_limit_of_epochs_decides() =>
        Run(PatienceRule.ResetOnImprovement, [5, 4, 3]).Should().Be((3, 3));

    private static (int Trained, int Best) Run(PatienceRule rule, double[] losses)
    {
        var stopping = new EarlyStopping(3, rule);
        var epoch = 0;
        foreach (var loss in losses)
        {
            if (stopping.Observe(++epoch, loss).Stop)
                break;
        }

        return (epoch, stopping.BestEpoch);
    }
}
