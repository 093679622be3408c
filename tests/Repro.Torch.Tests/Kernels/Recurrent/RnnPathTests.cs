using System.Globalization;
using Repro.Experiments;
using Repro.Testing;
using Repro.Torch.Attribution;
using Repro.Torch.Kernels;
using Repro.Torch.Models;
using Repro.Torch.Tests.Testing;
using Xunit.Abstractions;
using static TorchSharp.torch;

namespace Repro.Torch.Tests.Kernels.Recurrent;

/// <summary>
/// The path's gradient by the fused layers is the one by libtorch's modules and autograd, which compute in float64.
/// </summary>
[Collection(LibtorchGroup.Name)]
public class RnnPathTests(ITestOutputHelper output)
{
    public static TheoryData<CellKind, StateKind, bool, int> Cases
    {
        get
        {
            var data = new TheoryData<CellKind, StateKind, bool, int>();
            foreach (var cell in Enum.GetValues<CellKind>())
            foreach (var state in Enum.GetValues<StateKind>())
            foreach (var bidirectional in (bool[])[false, true])
            foreach (var layers in (int[])[1, 2])
                data.Add(cell, state, bidirectional, layers);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Equals_the_plain_version(CellKind cell, StateKind state, bool bidirectional, int layers)
    {
        var spec = ToyModels.Rnn with
        {
            Cell = cell,
            State = state,
            Bidirectional = bidirectional,
            Layers = layers,
            Hidden = 9,
        };
        foreach (var length in (int[])[1, 2, 9])
        foreach (var of in Enum.GetValues<AttributionOutput>())
            ShouldBeEqual(spec, length, of, steps: 300);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Equals_the_plain_version_at_the_notebooks_size_on_any_number_of_threads(int threads)
    {
        var before = get_num_threads();
        try
        {
            Determinism.Begin(1, threads);
            ShouldBeEqual(
                Profiles.Spec(Profiles.Imdb, ModelKind.Rnn, ProtocolKind.Corrected).Rnn!,
                8,
                AttributionOutput.Probability,
                steps: 257,
                gain: 1
            );
        }
        finally
        {
            set_num_threads(before);
        }
    }

    [Fact]
    public void A_weight_that_is_not_a_number_gives_none()
    {
        using var path = Path(ToyModels.Rnn, 8, gain: float.NaN);
        path.Attribute(AttributionOutput.Probability, Quadrature.Create(QuadratureRule.GaussLegendre, 5))
            .Logit.Should()
            .Be(float.NaN);
    }

    private static ToyPath Path(RnnSpec spec, int length, float gain) =>
        new(
            () => new RnnBaseline(spec, ToyModels.Vocabulary, RnnKernel.Fused),
            () => new RnnBaseline(spec, ToyModels.Vocabulary, RnnKernel.Packed),
            length,
            gain
        );

    private void ShouldBeEqual(RnnSpec spec, int length, AttributionOutput of, int steps, float gain = 2)
    {
        using var path = Path(spec, length, gain);
        var quadrature = Quadrature.Create(QuadratureRule.GaussLegendre, steps);
        var fast = path.Attribute(of, quadrature);
        var plain = path.AttributePointByPoint(of, quadrature);
        // Of the largest attribution: the recurrent layers there and back, then a sum over the points.
        var terms = Math.Max(spec.Embedding, spec.Layers > 1 ? 2 * spec.Hidden : 0) + spec.Hidden + 2;
        var limit = RoundingBound.RecurrentGradient(spec.Layers, length, terms, steps);
        var apart = ToyPath.ShouldAgree(plain, fast, limit);
        output.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{spec.Cell} {spec.State} {spec.Layers} {length} tokens: {apart:e1} of the largest, limit "
                    + $"{limit:e1}; delta "
                    + $"{plain.Delta:e1} and {fast.Delta:e1}"
            )
        );
    }
}
