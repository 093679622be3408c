using System.Globalization;

namespace Repro.Metrics;

/// <summary>Converts logits to probabilities and probabilities to classes.</summary>
public static class Classes
{
    /// <summary>The sigmoid, rounded once to float32.</summary>
    public static float Probability(float logit) => (float)(1 / (1 + Math.Exp(-(double)logit)));

    /// <summary><c>torch.round(probability)</c>: half to even, so that exactly 0.5 is class 0.</summary>
    /// <param name="probability">0 … 1.</param>
    /// <exception cref="ReproException">The probability is NaN or outside 0 … 1 (exit code 6).</exception>
    public static int Round(float probability) =>
        probability is >= 0 and <= 1
            ? (int)MathF.Round(probability, MidpointRounding.ToEven)
            : throw new ReproException(
                ExitCode.NotMeasured,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"predictions: a probability of {probability} is outside 0 … 1. The model has diverged; "
                        + $"train it again with another seed or a lower learning rate."
                )
            );

    public static void Check(ReadOnlySpan<int> classes, int count)
    {
        if (classes.Length != count)
            throw new ReproException(
                ExitCode.NotMeasured,
                $"predictions: {classes.Length} classes for {count} reviews; there must be one for each "
                    + "review. Evaluate the run again."
            );
        foreach (var value in classes)
        {
            if (value is not (0 or 1))
                throw new ReproException(
                    ExitCode.NotMeasured,
                    $"predictions: class {value} is neither 0 nor 1. Evaluate the run again."
                );
        }
    }
}
