using Repro.Quantities;
using Repro.Verdicts.Compare;

namespace Repro.Verdicts.Diff;

/// <summary>
/// A training step whose loss differs by more than the tolerance of its epoch's mean. Runs record every step of the
/// first epoch, and the first step of later ones.
/// </summary>
/// <param name="Epoch">From 1.</param>
/// <param name="Step">From 1.</param>
/// <param name="From">Its loss on the first side, in nats.</param>
/// <param name="To">The same on the second side.</param>
/// <param name="Tolerance">Tolerance of the epoch's training loss.</param>
public sealed record StepBeyond(int Epoch, int Step, double From, double To, double Tolerance)
{
    /// <summary>
    /// The first such step; null if there is none, or if the two did not read the same batches, as with different
    /// seeds.
    /// </summary>
    internal static StepBeyond? First(Side from, Side to, IReadOnlyList<QuantityComparison> comparisons)
    {
        if (
            from.Steps is not { } before
            || to.Steps is not { } after
            || from.Seed != to.Seed
            || from.Spec.Batches != to.Spec.Batches
        )
            return null;
        var first = before
            .FirstEpoch.Zip(after.FirstEpoch)
            .Select((losses, i) => (Epoch: 1, Step: i + 1, Losses: losses));
        var later = before
            .EpochStarts.Zip(after.EpochStarts)
            .Select((losses, i) => (Epoch: i + 1, Step: 1, Losses: losses))
            .Skip(1);
        return first
            .Concat(later)
            .Select(step => Beyond(step.Epoch, step.Step, step.Losses, comparisons))
            .FirstOrDefault(step => step is not null);
    }

    private static StepBeyond? Beyond(
        int epoch,
        int step,
        (double From, double To) losses,
        IReadOnlyList<QuantityComparison> comparisons
    ) =>
        comparisons.FirstOrDefault(c => c.Quantity == QuantityPath.TrainLoss(epoch))?.Tolerance is { } tolerance
        && Math.Abs(losses.To - losses.From) > tolerance
            ? new StepBeyond(epoch, step, losses.From, losses.To, tolerance)
            : null;
}
