using Repro.Quantities;
using Repro.Runs;

namespace Repro.Verdicts.Baselines;

/// <summary>
/// A run's numbers to the last bit: the file <c>exact.verified.json</c>, by which a run at the same seed on the same
/// machine is told apart.
/// </summary>
/// <param name="FirstEpoch">Loss of every step of the first epoch, in nats.</param>
/// <param name="EpochStarts">Loss of the first step of every epoch.</param>
/// <param name="Values">Metrics, curve and attributions by path, not rounded.</param>
public sealed record ExactRecord(
    EquatableList<double> FirstEpoch,
    EquatableList<double> EpochStarts,
    SortedDictionary<string, double> Values
)
{
    /// <summary>What a run left behind; null where it is older than the record of its steps.</summary>
    public static ExactRecord? Of(RunResult run)
    {
        if (run.History?.Steps is not { } steps)
            return null;
        var values = RunValues.Metrics([
            .. run.Metrics,
            .. RunValues.Curve(run.History),
            .. RunValues.Attributions(run.Attributions),
        ]);
        return new ExactRecord(steps.FirstEpoch, steps.EpochStarts, values);
    }

    /// <summary>Every number in the order in which a run computes it, with what computed it.</summary>
    internal IEnumerable<ExactNumber> InOrder()
    {
        foreach (var (loss, i) in FirstEpoch.Select((loss, i) => (loss, i)))
            yield return new ExactNumber(
                FormattableString.Invariant($"step {i + 1} of epoch 1"),
                i == 0
                    ? "the first forward pass: data or initialisation"
                    : "after a backward pass: a kernel or the optimiser",
                loss
            );
        for (var epoch = 1; epoch <= EpochStarts.Count; epoch++)
        {
            if (epoch > 1)
                yield return new ExactNumber(
                    FormattableString.Invariant($"step 1 of epoch {epoch}"),
                    "at an epoch's start: shuffling",
                    EpochStarts[epoch - 1]
                );
            if (
                Named(
                    QuantityPath.TrainLoss(epoch),
                    epoch == 1 ? "averaging the losses" : "inside an epoch: a kernel or the optimiser"
                ) is
                { } train
            )
                yield return train;
            if (Named(QuantityPath.ValidationLoss(epoch), "after an epoch: validation") is { } validation)
                yield return validation;
        }

        foreach (var (path, value) in Values.Where(v => !IsAttribution(v.Key) && !IsCurve(v.Key)))
            yield return new ExactNumber(path, "after training: the test", value);
        foreach (var (path, value) in Values.Where(v => IsAttribution(v.Key)))
            yield return new ExactNumber(path, "after the test: attribution", value);
    }

    private ExactNumber? Named(string path, string place) =>
        Values.TryGetValue(path, out var value) ? new ExactNumber(path, place, value) : null;

    private static bool IsCurve(string path) => Quantity.Of(path).Group == QuantityGroup.Curve;

    private static bool IsAttribution(string path) => Quantity.Of(path).Group == QuantityGroup.Attribution;
}

/// <param name="Name">Step or path.</param>
/// <param name="Place">What computed it.</param>
/// <param name="Value">As computed.</param>
internal sealed record ExactNumber(string Name, string Place, double Value);
