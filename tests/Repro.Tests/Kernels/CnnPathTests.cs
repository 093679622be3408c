using Repro.Experiment;
using Repro.Tests.Testing;
using Repro.Torch.Attribution;
using Repro.Torch.Kernels;
using Repro.Torch.Models;
using TorchSharp;
using Xunit.Abstractions;
using static TorchSharp.torch;

namespace Repro.Tests.Kernels;

/// <summary>The path's gradient without running the model on it is the one by libtorch's convolution and autograd at every point.</summary>
[Collection(LibtorchGroup.Name)]
public class CnnPathTests(ITestOutputHelper output)
{
    /// <summary>Of the largest attribution. The plain version computes in float32; at a point where two windows are equal to its last bits either may win.</summary>
    private const double Tolerance = 2e-5;

    private static readonly CnnSpec Notebook = Profiles.Spec(Profiles.Imdb, ModelKind.Cnn, ProtocolKind.Corrected).Cnn!;

    public static TheoryData<int, AttributionOutput, QuadratureRule> Cases
    {
        get
        {
            var data = new TheoryData<int, AttributionOutput, QuadratureRule>();
            foreach (var length in (int[])[1, 4, 5, 7, 12])
                foreach (var output in Enum.GetValues<AttributionOutput>())
                    foreach (var rule in (QuadratureRule[])[QuadratureRule.GaussLegendre, QuadratureRule.RiemannMiddle]) data.Add(length, output, rule);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Equals_the_plain_version(int length, AttributionOutput of, QuadratureRule rule)
    {
        foreach (var widths in (int[][])[[3, 4, 5], [3, 3, 3], [1]])
            ShouldBeEqual(ToyModels.Cnn with { Channels = 7, Widths = [.. widths] }, length, of, Quadrature.Of(rule, 200));
    }

    [Fact]
    public void Equals_the_plain_version_at_the_notebooks_size_and_steps() =>
        ShouldBeEqual(Notebook, 9, AttributionOutput.Probability, Quadrature.Of(QuadratureRule.GaussLegendre, 5_000));

    [Fact]
    public void Windows_take_turns_on_the_path()
    {
        using var scope = NewDisposeScope();
        var (model, input, reference) = Made(ToyModels.Cnn with { Channels = 7 }, 12, CnnKernel.Ragged);
        var halves = new[] { 0.25, 0.75 }.Select(point => Attribute(model, input, reference, AttributionOutput.Logit, new Quadrature([point], [1.0]), faster: true).Values).ToList();
        halves[0].Should().NotEqual(halves[1], "else a path of one point would do, and the tests above would show little");
        model.Dispose();
    }

    [Fact]
    public void Where_input_and_reference_are_equal_nothing_is_attributed()
    {
        using var scope = NewDisposeScope();
        var (model, input, reference) = Made(ToyModels.Cnn, 8, CnnKernel.Ragged);
        reference.narrow(0, 3, 2).copy_(input.narrow(0, 3, 2));
        var perPosition = Attribute(model, input, reference, AttributionOutput.Probability, Quadrature.Of(QuadratureRule.GaussLegendre, 50), faster: true).PerPosition();
        perPosition[3..5].Should().OnlyContain(v => v == 0);
        perPosition.Should().Contain(v => v != 0);
        model.Dispose();
    }

    [Fact]
    public void The_plain_kernel_knows_no_faster_way()
    {
        using var model = ToyModels.Create("cnn 3 4 5");
        model.MeanGradient(new StraightPath(new double[20], new double[20], [0.5], [1]), _ => 1).Should().BeNull();
    }

    private void ShouldBeEqual(CnnSpec spec, int length, AttributionOutput of, Quadrature quadrature)
    {
        using var scope = NewDisposeScope();
        var (plainModel, input, reference) = Made(spec, length, CnnKernel.Conv1d);
        var (fastModel, _, _) = Made(spec, length, CnnKernel.Ragged);
        var plain = Attribute(plainModel, input, reference, of, quadrature, faster: false);
        var fast = Attribute(fastModel, input, reference, of, quadrature, faster: true);
        var largest = plain.Values.Max(Math.Abs);
        var off = plain.Values.Zip(fast.Values, (a, b) => Math.Abs(a - b)).Max() / largest;
        output.WriteLine(FormattableString.Invariant($"{length} tokens, widths {spec.Widths}: {off:e1} of the largest, {largest:e1}; delta {plain.Delta:e1} and {fast.Delta:e1}"));
        largest.Should().BePositive();
        off.Should().BeLessThan(Tolerance);
        fast.Logit.Should().BeApproximately(plain.Logit, 1e-5f * (1 + Math.Abs(plain.Logit)));
        plainModel.Dispose();
        fastModel.Dispose();
    }

    private static Attributions Attribute(TextCnn model, Tensor input, Tensor reference, AttributionOutput of, Quadrature quadrature, bool faster)
    {
        using var evaluation = new EvaluationMode(model);
        return new LayerIntegratedGradients(embedded => model.ForwardEmbedded(embedded, null), quadrature, of) { Faster = faster ? model.MeanGradient : null }.Attribute(input, reference);
    }

    // Larger weights than a fresh model's, so that the logit is no constant.
    private static (TextCnn Model, Tensor Input, Tensor Reference) Made(CnnSpec spec, int length, CnnKernel kernel)
    {
        random.manual_seed(7);
        var model = new TextCnn(spec, ToyModels.Vocabulary, kernel);
        using var none = no_grad();
        using var three = 3.ToScalar();
        foreach (var parameter in model.parameters()) parameter.mul_(three);
        return (model, randn(length, spec.Embedding), randn(length, spec.Embedding));
    }
}
