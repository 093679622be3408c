using Repro.Quantities;
using Repro.Verdicts.Compare;

namespace Repro.Verdicts.Report.Tables;

/// <summary>Where a loss may lie: what was compared with, more or less the limit, epoch by epoch.</summary>
/// <param name="Kind">train or validation.</param>
/// <param name="Epochs">In order; those that were judged.</param>
internal sealed record BaselineBand(string Kind, IReadOnlyList<BandedEpoch> Epochs)
{
    /// <summary>The bands of a run; empty if nothing was judged.</summary>
    public static IReadOnlyList<BaselineBand> Of(ExperimentVerdict? experiment) =>
        [
            .. (experiment?.Comparisons ?? [])
                .Where(c => c is { Expected: not null, Tolerance: not null } && c.Parsed.Group == QuantityGroup.Curve)
                .GroupBy(c => c.Parsed.Name == "train-loss" ? "train" : "validation", StringComparer.Ordinal)
                .Select(group => new BaselineBand(
                    group.Key,
                    [
                        .. group
                            .Select(c => new BandedEpoch(
                                c.Parsed.Epoch!.Value,
                                c.Expected!.Value - c.Tolerance!.Value,
                                c.Expected.Value + c.Tolerance.Value
                            ))
                            .OrderBy(e => e.Epoch),
                    ]
                )),
        ];
}

/// <param name="Epoch">From 1.</param>
/// <param name="Low">In nats.</param>
/// <param name="High">In nats.</param>
internal sealed record BandedEpoch(int Epoch, double Low, double High);
