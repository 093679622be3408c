using Repro.Quantities;

namespace Repro.Verdicts.Baselines;

/// <summary>What a model gets that has learned nothing, on as many positive as negative reviews.</summary>
internal static class CoinFlip
{
    /// <summary>
    /// Losses in nats, for the constant probability ½; other metrics for random labels, half of them right. Null for a
    /// quantity that does not measure how well a model does.
    /// </summary>
    public static double? Value(string quantity) =>
        quantity switch
        {
            QuantityNames.BestValidationLoss
            or QuantityNames.LastValidationLoss
            or QuantityNames.LastTrainLoss
            or QuantityNames.TestLoss => Math.Log(2),
            QuantityNames.F1Global or QuantityNames.Accuracy or QuantityNames.RocAuc => 0.5,
            _ => null,
        };

    /// <summary>Whether a coin would pass: its value is worse than expected by no more than the limit.</summary>
    public static bool Passes(Tolerance tolerance, double expected, double limit) =>
        Value(tolerance.Quantity) is { } coin
        && tolerance.Better switch
        {
            Direction.Higher => expected - limit <= coin,
            Direction.Lower => expected + limit >= coin,
            _ => false,
        };
}
