namespace Repro.Verdicts.Tests.Compare;

/// <summary>How the seeds of made-up quantities are distributed: mean 0, standard deviation 1, up is worse.</summary>
public enum SeedShape
{
    Normal,

    /// <summary>Student's t with three degrees of freedom: now and then far off, either way.</summary>
    HeavyTailed,

    /// <summary>Exponential: most are a little better than the mean, few far worse.</summary>
    Skewed,
}

/// <summary>Draws one seed of several quantities at a time.</summary>
/// <param name="random">With a fixed seed.</param>
/// <param name="shape">Of each quantity.</param>
/// <param name="quantities">1 or more.</param>
/// <param name="correlation">Of the normal variates that each two quantities are made of, 0 … 1.</param>
internal sealed class SimulatedSeeds(Random random, SeedShape shape, int quantities, double correlation)
{
    /// <summary>One value a quantity.</summary>
    public double[] Draw()
    {
        var common = Normal();
        var together = ChiSquared();
        var values = new double[quantities];
        for (var q = 0; q < quantities; q++)
        {
            var z = (Math.Sqrt(correlation) * common) + (Math.Sqrt(1 - correlation) * Normal());
            values[q] = shape switch
            {
                SeedShape.Normal => z,
                // The standard deviation of t with three degrees of freedom is √3.
                SeedShape.HeavyTailed => z / Math.Sqrt(correlation > 0 ? together : ChiSquared()),
                _ => -Math.Log(MathNet.Numerics.SpecialFunctions.Erfc(z / Math.Sqrt(2)) / 2) - 1,
            };
        }

        return values;
    }

    private double ChiSquared() =>
        shape == SeedShape.HeavyTailed ? Enumerable.Range(0, 3).Sum(_ => Math.Pow(Normal(), 2)) : 0;

    // Box and Muller 1958.
    private double Normal() =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
