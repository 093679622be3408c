using Repro.Experiments;
using Repro.Testing;
using Repro.Torch.Attribution;
using static TorchSharp.torch;

namespace Repro.Torch.Tests.Attribution;

public class LayerIntegratedGradientsTests
{
    private static readonly float[,] Weights =
    {
        { 0.5f, -1f, 2f },
        { 0.25f, 3f, -0.75f },
    };
    private static readonly float[,] Sentence =
    {
        { 1f, 2f, -1f },
        { 0.5f, -0.5f, 4f },
    };
    private static readonly float[,] Reference =
    {
        { 0f, 1f, 1f },
        { 0.5f, -0.5f, 4f },
    };

    /// <summary>
    /// All numbers are sums of few powers of two, which float32 adds exactly in any order: only the weights of the
    /// quadrature are rounded, in float64.
    /// </summary>
    [Theory]
    [InlineData(QuadratureRule.GaussLegendre, 1)]
    [InlineData(QuadratureRule.GaussLegendre, 5_000)]
    [InlineData(QuadratureRule.RiemannMiddle, 3)]
    public void A_linear_model_gives_each_weight_times_its_difference(QuadratureRule rule, int steps)
    {
        var found = Attribute(e => (e * tensor(Weights)).sum([1L, 2L]), AttributionOutput.Logit, rule, steps);
        // The weights as QuadratureTests bounds them, their sum over the steps, and magnitudes of 5.5 in all.
        var limit = RoundingBound.Sum(36 + steps, 5.5, RoundingBound.Double);
        found.Values.Should().Equal([0.5, -1, -4, 0, 0, 0], (a, b) => Math.Abs(a - b) <= limit);
        found.PerPosition().Should().Equal([-4.5, 0], (a, b) => Math.Abs(a - b) <= limit);
        found.Delta.Should().BeApproximately(0, limit);
    }

    [Fact]
    public void A_position_equal_to_the_reference_gets_exactly_zero() =>
        Attribute(Smooth, AttributionOutput.Probability, QuadratureRule.GaussLegendre, 33)
            .Values[3..]
            .Should()
            .OnlyContain(v => v == 0);

    [Theory]
    [InlineData(AttributionOutput.Logit)]
    [InlineData(AttributionOutput.Probability)]
    public void For_a_smooth_model_the_attributions_add_up_to_the_change_of_the_output(AttributionOutput output)
    {
        var found = Attribute(Smooth, output, QuadratureRule.GaussLegendre, 64);
        found.Values.Sum().Should().NotBe(0);
        // Both outputs are sums of six products with a tanh.
        var magnitudes = Weights.Cast<float>().Sum(Math.Abs);
        found
            .Delta.Should()
            .BeApproximately(0, 2 * RoundingBound.Stages(1, 6) * magnitudes, "float32 is all that is left");
    }

    [Fact]
    public void The_integral_of_a_square_is_exact_where_a_left_sum_is_not()
    {
        var exact = Attribute(e => e.square().sum([1L, 2L]), AttributionOutput.Logit, QuadratureRule.GaussLegendre, 2);
        // Squares of powers of two are exact; a gradient is twice a point that is rounded, times at most 2.
        var rounding = RoundingBound.Sum(2, 2 * 2 * 2);
        exact.Values.Should().Equal([1, 3, 0, 0, 0, 0], (a, b) => Math.Abs(a - b) < rounding);
        var left = Attribute(e => e.square().sum([1L, 2L]), AttributionOutput.Logit, QuadratureRule.RiemannLeft, 10);
        left.Delta.Should().BeApproximately(-6 / 10.0, 3 * rounding, "a left sum misses |x − r|²/n");
    }

    [Fact]
    public void Steps_reach_the_model_in_chunks_of_bounded_size()
    {
        using var input = ones(100, 30);
        using var reference = zeros(100, 30);
        var batches = new List<long>();
        var found = new LayerIntegratedGradients(
            e =>
            {
                batches.Add(e.shape[0]);
                return e.mean([1L, 2L]);
            },
            Quadrature.Create(QuadratureRule.RiemannMiddle, 100),
            AttributionOutput.Logit
        ).Attribute(input, reference);

        batches
            .Should()
            .Equal([21, 21, 21, 21, 16, 2], "an embedded chunk holds at most 2^16 numbers; then come the two ends");
        found.Delta.Should().BeApproximately(0, 2 * RoundingBound.Sum(100 * 30));
    }

    [Fact]
    public void The_logit_is_the_inputs() =>
        Attribute(Smooth, AttributionOutput.Probability, QuadratureRule.GaussLegendre, 2)
            .Logit.Should()
            .Be(Smooth(tensor(Sentence).unsqueeze(0)).item<float>());

    private static Tensor Smooth(Tensor embedded) => (embedded.tanh() * tensor(Weights)).sum([1L, 2L]);

    private static Attributions Attribute(
        Func<Tensor, Tensor> model,
        AttributionOutput output,
        QuadratureRule rule,
        int steps
    )
    {
        using var scope = NewDisposeScope();
        return new LayerIntegratedGradients(model, Quadrature.Create(rule, steps), output).Attribute(
            tensor(Sentence),
            tensor(Reference)
        );
    }
}
