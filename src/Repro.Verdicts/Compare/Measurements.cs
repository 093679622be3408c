using Repro.Runs;
using Repro.Verdicts.Baselines;

namespace Repro.Verdicts.Compare;

/// <summary>What a run measured, or what a baseline remembers of one: the numbers alone.</summary>
/// <param name="Metrics">By quantity.</param>
/// <param name="History">Null where the run lacks it.</param>
/// <param name="Attributions">Null where the run lacks them.</param>
internal sealed record Measurements(
    IReadOnlyDictionary<string, double> Metrics,
    TrainingHistory? History,
    AttributionTable? Attributions
)
{
    public static Measurements Of(Baseline baseline) =>
        new(baseline.Metrics.Values, baseline.Curve, baseline.Attributions);

    public static Measurements Of(RunResult run) => new(run.Metrics, run.History, run.Attributions);

    /// <summary>As a baseline would keep them; a metric that is not a number is left out.</summary>
    public Measurements Rounded() =>
        new(
            Baseline.Rounded(Metrics).Values,
            History is null ? null : Baseline.Rounded(History),
            Attributions is null ? null : Baseline.Rounded(Attributions)
        );
}
