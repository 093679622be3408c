using Repro.Experiments;
using Repro.Quantities;
using Repro.Statistics;
using Repro.Verdicts.Baselines;

namespace Repro.Testing;

/// <summary>
/// Tolerances for every quantity of a <see cref="ToyRun"/>, metrics and turned signs blocking, so that tests do not
/// move with the committed ones.
/// </summary>
internal static class ToyTolerances
{
    public static Tolerances All { get; } =
        new(
            [
                .. Of(
                    Direction.Higher,
                    0.02,
                    QuantityNames.F1Global,
                    QuantityNames.F1BatchMean,
                    QuantityNames.F1BatchMeanCeiling,
                    QuantityNames.F1BatchMeanShuffled,
                    QuantityNames.Accuracy
                ),
                Of(QuantityNames.BestValidationLoss, Direction.Lower, 0.05),
                .. Of(
                    Direction.Neither,
                    0,
                    QuantityNames.VocabularySize,
                    QuantityNames.TrainedEpochs,
                    QuantityNames.PrintedEpochs,
                    QuantityNames.BestEpoch
                ),
                .. Shown(0.05, "curve.*.*"),
                .. Shown(1e-5, "attribution.*.*", "attribution.*.*.*"),
                Of(QuantityPath.TurnedSigns, Direction.Lower, 0),
            ],
            ImdbNotebook.Assignment
        );

    /// <summary>One tolerance that blocks, for every profile and experiment.</summary>
    public static Tolerance Of(string quantity, Direction better, double absolute) =>
        new()
        {
            Profile = "*",
            Experiment = "*",
            Quantity = quantity,
            Better = better,
            Absolute = absolute,
            Blocking = true,
            Spread = new Spread(5, 0, 0, 0, 0),
            Because = "a test",
        };

    private static IEnumerable<Tolerance> Of(Direction better, double absolute, params string[] quantities) =>
        quantities.Select(q => Of(q, better, absolute));

    private static IEnumerable<Tolerance> Shown(double absolute, params string[] patterns) =>
        patterns.Select(p => Of(p, Direction.Neither, absolute) with { Blocking = false, Spread = null });
}
