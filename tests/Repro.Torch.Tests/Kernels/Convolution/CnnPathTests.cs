using System.Globalization;
using Repro.Experiments;
using Repro.Testing;
using Repro.Torch.Attribution;
using Repro.Torch.Kernels;
using Repro.Torch.Models;
using Repro.Torch.Tests.Testing;
using Xunit.Abstractions;

namespace Repro.Torch.Tests.Kernels.Convolution;

/// <summary>
/// The path's gradient without running the model on it is the one by libtorch's convolution and autograd at every
/// point.
/// </summary>
[Collection(LibtorchGroup.Name)]
public class CnnPathTests(ITestOutputHelper output)
{
    private static readonly CnnSpec Seven = ToyModels.Cnn with { Channels = 7 };

    public static TheoryData<int, AttributionOutput, QuadratureRule> Cases
    {
        get
        {
            var data = new TheoryData<int, AttributionOutput, QuadratureRule>();
            foreach (var length in (int[])[1, 4, 5, 7, 12])
            foreach (var output in Enum.GetValues<AttributionOutput>())
            foreach (var rule in (QuadratureRule[])[QuadratureRule.GaussLegendre, QuadratureRule.RiemannMiddle])
                data.Add(length, output, rule);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Equals_the_plain_version(int length, AttributionOutput of, QuadratureRule rule)
    {
        foreach (
            var widths in (int[][])
                [
                    [3, 4, 5],
                    [3, 3, 3],
                    [1],
                ]
        )
            ShouldBeEqual(Seven with { Widths = [.. widths] }, length, of, Quadrature.Create(rule, 200));
    }

    [Fact]
    public void Equals_the_plain_version_at_the_notebooks_size_and_steps() =>
        ShouldBeEqual(
            Profiles.Spec(Profiles.Imdb, ModelKind.Cnn, ProtocolKind.Corrected).Cnn!,
            9,
            AttributionOutput.Probability,
            Quadrature.Create(QuadratureRule.GaussLegendre, 5_000)
        );

    [Fact]
    public void Windows_take_turns_on_the_path()
    {
        using var path = Path(Seven, 12);
        var halves = new[] { 0.25, 0.75 }
            .Select(point => path.Attribute(AttributionOutput.Logit, new Quadrature([point], [1.0])).Values)
            .ToList();
        halves[0]
            .Should()
            .NotEqual(halves[1], "else a path of one point would do, and the tests above would show little");
    }

    [Fact]
    public void Where_input_and_reference_are_equal_nothing_is_attributed()
    {
        using var path = Path(ToyModels.Cnn, 8);
        using (var same = path.Sentence.narrow(0, 3, 2))
        using (var reference = path.Reference.narrow(0, 3, 2))
            reference.copy_(same);
        var perPosition = path.Attribute(
                AttributionOutput.Probability,
                Quadrature.Create(QuadratureRule.GaussLegendre, 50)
            )
            .PerPosition();
        perPosition[3..5].Should().OnlyContain(v => v == 0);
        perPosition.Should().Contain(v => v != 0);
    }

    [Fact]
    public void A_weight_that_is_not_a_number_gives_none()
    {
        using var path = Path(ToyModels.Cnn, 8, gain: float.NaN);
        path.Attribute(AttributionOutput.Probability, Quadrature.Create(QuadratureRule.GaussLegendre, 5))
            .Logit.Should()
            .Be(float.NaN);
    }

    [Fact]
    public void The_plain_kernel_has_none_of_its_own()
    {
        using var model = ToyModels.Create("cnn 3 4 5");
        model.GradientAlong(new StraightPath(new double[20], new double[20], [0.5], [1]), _ => 1).Should().BeNull();
    }

    private static ToyPath Path(CnnSpec spec, int length, float gain = 3) =>
        new(
            () => new TextCnn(spec, ToyModels.Vocabulary, CnnKernel.Ragged),
            () => new TextCnn(spec, ToyModels.Vocabulary, CnnKernel.Conv1d),
            length,
            gain
        );

    private void ShouldBeEqual(CnnSpec spec, int length, AttributionOutput of, Quadrature quadrature)
    {
        using var path = Path(spec, length);
        var fast = path.Attribute(of, quadrature);
        var plain = path.AttributePointByPoint(of, quadrature);
        // Of the largest attribution, to which every feature adds its winning windows' kernels: both versions compute in
        // float64, where no two windows tie, a sum over points of sums over a window's numbers.
        var features = spec.Widths.Count * spec.Channels;
        var terms = quadrature.Points.Count + (spec.Widths.Max() * spec.Embedding);
        var limit = 2 * RoundingBound.Sum(terms, features, RoundingBound.Double);
        var apart = ToyPath.ShouldAgree(plain, fast, limit);
        output.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{length} tokens, widths {spec.Widths}: {apart:e1} of the largest, limit {limit:e1}; delta "
                    + $"{plain.Delta:e1} "
                    + $"and {fast.Delta:e1}"
            )
        );
    }
}
