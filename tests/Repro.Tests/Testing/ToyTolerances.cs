using Repro.Compare;

namespace Repro.Tests.Testing;

/// <summary>Tolerances for every quantity of a <see cref="ToyRun"/>, all of them blocking, so that tests do not move with the committed ones.</summary>
internal static class ToyTolerances
{
    public static Tolerances All { get; } = new(
    [
        Of("test.*.*", Direction.Higher, 0.02), Of("test.f1.batch-mean.*", Direction.Higher, 0.02), Of("test.accuracy", Direction.Higher, 0.02),
        Of("validation.loss.best", Direction.Lower, 0.05), Of("vocabulary.size", Direction.Neither, 0), Of("epochs.*", Direction.Neither, 0),
        Of("curve.*.*", Direction.Lower, 0.05), Of("attribution.*.*", Direction.Neither, 1e-5), Of("attribution.*.*.*", Direction.Neither, 1e-5),
    ]);

    /// <summary>One tolerance that blocks, for every profile and experiment.</summary>
    public static Tolerance Of(string quantity, Direction better, double absolute) => new()
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
}
