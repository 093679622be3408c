namespace Repro.Reproduction;

/// <summary>The three files of a baseline, each with a test of its own.</summary>
public enum Part
{
    Metrics,
    Curve,
    Attributions,
}

internal static class Parts
{
    /// <summary>
    /// Whether a quantity belongs to a part, by the first word of its path. What is said of the run as a whole belongs
    /// to each.
    /// </summary>
    public static bool Has(this Part part, string quantity) =>
        quantity.Split('.')[0] switch
        {
            "run" => true,
            "curve" => part == Part.Curve,
            "attribution" => part == Part.Attributions,
            _ => part == Part.Metrics,
        };
}
