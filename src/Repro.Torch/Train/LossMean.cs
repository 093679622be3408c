using Repro.Experiments;

namespace Repro.Torch.Train;

/// <summary>
/// Mean loss of an epoch so far (Q9). Sums are in double precision, as with the notebook's <c>loss.item()</c>.
/// </summary>
public sealed class LossMean(LossAverage rule)
{
    private double sum;
    private long count;

    /// <summary>NaN before the first batch.</summary>
    public double Value => sum / count;

    /// <param name="batchLoss">Mean over the batch, in nats.</param>
    /// <param name="reviews">Number of reviews in the batch.</param>
    public void Add(double batchLoss, int reviews)
    {
        var weight = rule == LossAverage.Examples ? reviews : 1;
        sum += batchLoss * weight;
        count += weight;
    }
}
