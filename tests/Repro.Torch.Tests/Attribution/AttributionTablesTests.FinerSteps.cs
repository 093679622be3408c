using Repro.Data.Prepare.Tokens;
using Repro.Experiments;
using Repro.Runs;
using Repro.Testing;
using Repro.Torch.Attribution;
using static TorchSharp.torch;

namespace Repro.Torch.Tests.Attribution;

public sealed partial class AttributionTablesTests
{
    /// <summary>
    /// A Gauss–Legendre sum of a step is off by less than the weight beside it (Chebyshev, Markov and Stieltjes: Szegő,
    /// Orthogonal Polynomials, theorem 3.41.1), so that of a slope is off by the largest weight times all its changes.
    /// </summary>
    [Fact]
    public void Finer_steps_explain_the_piecewise_linear_model_better()
    {
        var spec = Spec(ProtocolKind.Corrected, "it was a bad film") with { Steps = 5_000 };
        var fine = Build(cnn, spec);
        var limit =
            (ChangesOfSlope(fine) * Quadrature.Create(spec.Rule, spec.Steps).Weights.Max())
            + (2 * ToyModels.LogitError);
        fine.Delta.Should().BeApproximately(0, limit);
        Math.Abs(Build(cnn, spec with { Steps = 1 }).Delta).Should().BeGreaterThan(limit);
    }

    /// <summary>
    /// Of the CNN's logit on the path, all together. A feature is the largest of straight lines, one for each window
    /// and one for ReLU: its slope rises from the least of theirs to the largest.
    /// </summary>
    private double ChangesOfSlope(AttributionRow row)
    {
        using var scope = NewDisposeScope();
        using var none = no_grad();
        Tensor Weights(string name) => cnn.get_parameter(name)!.to(float64);
        var words = cnn.EmbeddingWeight[tensor(row.Words.Select(w => (long)w.Index).ToArray())];
        var difference = (words - cnn.EmbeddingWeight[Vocabulary.Padding]).to(float64).unsqueeze(0).unsqueeze(0);
        var changes = Enumerable
            .Range(0, Cnn.Widths.Count)
            .Select(k => nn.functional.conv2d(difference, Weights($"conv_{k}.weight")).squeeze(3).squeeze(0))
            .Select(slopes => slopes.amax(1).clamp_min(0) - slopes.amin(1).clamp_max(0));
        return (cat([.. changes]) * Weights("fc.weight").abs().squeeze(0)).sum().item<double>();
    }
}
