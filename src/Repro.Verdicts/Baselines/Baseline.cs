using Repro.Quantities;
using Repro.Runs;

namespace Repro.Verdicts.Baselines;

/// <summary>
/// The accepted values of one experiment, rounded (<see cref="Rounding"/>), and where they come from.
/// </summary>
public sealed record Baseline(
    RunMetrics Metrics,
    TrainingHistory Curve,
    AttributionTable Attributions,
    Provenance Provenance
)
{
    /// <summary>The same run without rounding; null in baselines older than this field.</summary>
    public ExactRecord? Exact { get; init; }

    /// <summary>How much rounding can change that run; null if no twins were accepted.</summary>
    public RoundingSpan? Twins { get; init; }

    /// <summary>The verified files' contents for a run: its own values, rounded.</summary>
    /// <exception cref="ReproException">The run lacks a file or a finite value (exit code 6).</exception>
    public static Baseline Of(RunResult run, Provenance provenance)
    {
        if (run.History is null || run.Attributions is null || run.Metrics.Count == 0)
            throw new ReproException(
                ExitCode.NotMeasured,
                $"{run.Folder.Root}: metrics, history or attributions are missing or damaged; a baseline "
                    + "needs all three. Run the experiment again."
            );
        if (RunValues.Of(run).FirstOrDefault(v => !double.IsFinite(v.Value)) is { Key: not null } bad)
            throw new ReproException(
                ExitCode.NotMeasured,
                $"{run.Folder.Root}: {bad.Key} is not a finite number; a baseline holds numbers only. Run the "
                    + "experiment again."
            );
        var exact = ExactRecord.Collect(run);
        return new Baseline(
            Rounded(run.Metrics),
            Rounded(run.History),
            Rounded(run.Attributions),
            provenance with
            {
                ExactDigest = exact is null ? null : BaselineAgreement.DigestOf(exact),
            }
        )
        {
            Exact = exact,
        };
    }

    public static RunMetrics Rounded(IReadOnlyDictionary<string, double> metrics) =>
        new(
            RunValues.Metrics(
                metrics
                    .Where(m => double.IsFinite(m.Value))
                    .Select(m => KeyValuePair.Create(m.Key, Rounding.Of(m.Key, m.Value)))
            )
        );

    public static TrainingHistory Rounded(TrainingHistory history) =>
        history with
        {
            Steps = null,
            Epochs =
            [
                .. history.Epochs.Select(e =>
                    e with
                    {
                        TrainLoss = Rounding.Of(QuantityPath.TrainLossPattern, e.TrainLoss),
                        ValidationLoss = Rounding.Of(QuantityPath.ValidationLossPattern, e.ValidationLoss),
                    }
                ),
            ],
        };

    public static AttributionTable Rounded(AttributionTable table) =>
        new([
            .. table.Rows.Select(row =>
                row with
                {
                    Probability = Rounding.Of(QuantityPath.ProbabilityPattern, row.Probability),
                    Score = Rounding.Of(QuantityPath.ScorePattern, row.Score),
                    Delta = Rounding.Of(QuantityPath.DeltaPattern, row.Delta),
                    Words =
                    [
                        .. row.Words.Select(w =>
                            w with
                            {
                                Importance = Rounding.Of(QuantityPath.ImportancePattern, w.Importance),
                            }
                        ),
                    ],
                }
            ),
        ]);
}
