using Repro.Experiments;

namespace Repro.Torch.Train;

/// <summary>Decides after each epoch whether it was the best so far and whether training ends (Q1).</summary>
/// <param name="patience">Number of epochs without improvement after which training ends; at least 1.</param>
/// <param name="rule">Effect of an improvement on the counter.</param>
public sealed class EarlyStopping(int patience, PatienceRule rule)
{
    private double lowest = double.PositiveInfinity;
    private int withoutImprovement;

    /// <summary>Number of the epoch with the lowest validation loss, the first of equals; 0 before the first.</summary>
    public int BestEpoch { get; private set; }

    /// <param name="epoch">From 1.</param>
    /// <param name="validationLoss">An improvement is strictly below every earlier one.</param>
    public EpochVerdict Observe(int epoch, double validationLoss)
    {
        if (validationLoss < lowest)
        {
            (lowest, BestEpoch) = (validationLoss, epoch);
            if (rule == PatienceRule.ResetOnImprovement)
                withoutImprovement = 0;
            return new EpochVerdict(Improved: true, Stop: false);
        }

        withoutImprovement++;
        return new EpochVerdict(Improved: false, Stop: withoutImprovement >= patience);
    }
}

/// <param name="Improved">The epoch is the best so far.</param>
/// <param name="Stop">Patience is exhausted.</param>
public readonly record struct EpochVerdict(bool Improved, bool Stop);
