using Repro.Experiments;
using Repro.Testing;
using Repro.Torch.Models;

namespace Repro.Torch.Tests.Train;

/// <summary>How far two models that are trained alike may lie apart after some steps, both in float32.</summary>
/// <param name="logit">Error of a logit.</param>
/// <param name="gradient">Error of a gradient, relative to the largest of its tensor; none is above 1 here.</param>
/// <remarks>
/// Adam divides a gradient by its own size: where that is all rounding, a weight may step either way, and nothing could
/// be said. With an ε far above the gradients a step is a smooth function of them: it changes by at most learning
/// rate/ε times what a gradient changes by. That holds where the same windows win in both models:
/// <see cref="WindowTies"/> makes sure of it.
/// </remarks>
internal sealed class StepLimits(double logit, double gradient)
{
    private const double LearningRate = 1e-3,
        Epsilon = 0.1;

    /// <summary>Of a fresh model, whose head is a sum of numbers of about 1.</summary>
    public double Logit => 3 * logit;

    /// <summary>How far the gradients' errors may have moved a weight in one model from that in the other.</summary>
    public double Moved(int steps) => 2 * gradient * steps * LearningRate / Epsilon;

    /// <summary>And the rounding of the weights themselves, one a step in each model.</summary>
    /// <param name="steps">Taken so far.</param>
    /// <param name="largest">Magnitude of the largest weight.</param>
    public static double Rounded(int steps, double largest) => 2 * steps * RoundingBound.Float * largest;

    public static TrainingSpec Training(TrainingSpec spec) =>
        spec with
        {
            LearningRate = LearningRate,
            Epsilon = Epsilon,
        };

    /// <summary>Losses before each step, and weights after all of them.</summary>
    public void ShouldAgree(
        (SentimentModel Model, List<double> Losses) actual,
        (SentimentModel Model, List<double> Losses) expected
    )
    {
        var steps = expected.Losses.Count;
        foreach (var (name, parameter) in expected.Model.named_parameters())
            TensorAssert.Close(
                actual.Model.get_parameter(name)!,
                parameter,
                Moved(steps) + Rounded(steps, parameter.abs().max().item<float>()),
                name
            );
        actual.Losses.Should().HaveSameCount(expected.Losses);
        foreach (var (step, (a, b)) in actual.Losses.Zip(expected.Losses).Index())
            a.Should().BeApproximately(b, 2 * Logit, "step {0}", step);
    }
}
