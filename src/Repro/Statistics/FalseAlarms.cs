namespace Repro.Statistics;

/// <summary>How often a gate may report a regression or an improvement although nothing changed.</summary>
public static class FalseAlarms
{
    /// <summary>Of a whole run of a profile, each way, once fresh seeds have confirmed it: one in a hundred.</summary>
    public const double PerRun = 0.01;

    /// <summary>
    /// The same of suspicions, which fresh seeds then confirm or dispel: one run in twenty, if seeds are normally
    /// distributed, and more where they are not.
    /// </summary>
    public const double Suspicions = 0.05;

    /// <summary>
    /// The share that each of several quantities may have, so that all of them together have <paramref name="overall"/>
    /// (Šidák 1967, "Rectangular confidence regions for the means of multivariate normal distributions"): exact where
    /// they are independent, and fewer alarms where they go together, as F1 and loss do.
    /// </summary>
    /// <param name="overall">Between 0 and 1.</param>
    /// <param name="quantities">1 or more; less counts as 1.</param>
    public static double PerQuantity(double overall, int quantities) =>
        1 - Math.Pow(1 - overall, 1.0 / Math.Max(1, quantities));
}
