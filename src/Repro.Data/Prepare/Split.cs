using System.Globalization;
using Repro.Randomness;

namespace Repro.Data.Prepare;

/// <summary>The training files split into training and validation, as by torchtext's <c>Dataset.split</c>.</summary>
/// <param name="Train">Indices of the training reviews, in their new order.</param>
/// <param name="Validation">Indices of the validation reviews, in their new order.</param>
public sealed record Split(int[] Train, int[] Validation)
{
    /// <summary>
    /// Draws a permutation after <c>random.seed(seed)</c> and cuts it at the share, rounded half to even.
    /// </summary>
    /// <param name="count">Number of training files.</param>
    /// <param name="share">Share used for training; above 0, below 1.</param>
    /// <param name="seed">The run's seed.</param>
    /// <exception cref="ReproException">One of the two parts would be empty (exit code 2).</exception>
    public static Split Draw(int count, double share, long seed)
    {
        if (Fault(count, share) is { } fault)
            throw ReproException.Usage(fault);
        var train = Training(count, share);
        var order = new PythonRandom(seed).Sample(count, count);
        return new(order[..train], order[train..]);
    }

    /// <summary>Why this number of reviews cannot be split this way; null if it can.</summary>
    public static string? Fault(int count, double share) =>
        Training(count, share) is var train && train > 0 && train < count
            ? null
            : string.Create(
                CultureInfo.InvariantCulture,
                $"corpus.train-share: {share} of {count} reviews leaves {train} for training and {count - train} "
                    + $"for validation, "
                    + $"but both need at least one. Draw more reviews, or change the share."
            );

    private static int Training(int count, double share) => (int)Math.Round(share * count, MidpointRounding.ToEven);
}
