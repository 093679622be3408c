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

/// <summary>The path's gradient by the fused layers is the one by libtorch's modules and autograd.</summary>
[Collection(LibtorchGroup.Name)]
public class RnnPathTests(ITestOutputHelper output)
{
    /// <summary>Of the largest attribution: both run the model at the same points, in float32.</summary>
    private const double Tolerance = 1e-5;

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
    public void A_weight_that_is_no_number_gives_none()
    {
        using var path = new ToyPath(() => Made(ToyModels.Rnn), 8, gain: float.NaN);
        path.Attribute(AttributionOutput.Probability, Quadrature.Of(QuadratureRule.GaussLegendre, 5))
            .Logit.Should()
            .Be(float.NaN);
    }

    private static RnnBaseline Made(RnnSpec spec) => new(spec, ToyModels.Vocabulary, RnnKernel.Fused);

    private void ShouldBeEqual(RnnSpec spec, int length, AttributionOutput of, int steps, float gain = 2)
    {
        using var path = new ToyPath(() => Made(spec), length, gain);
        var quadrature = Quadrature.Of(QuadratureRule.GaussLegendre, steps);
        var (plain, fast) = (path.Attribute(of, quadrature, pointByPoint: true), path.Attribute(of, quadrature));
        var apart = ToyPath.Apart(plain, fast);
        output.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{spec.Cell} {spec.State} {spec.Layers} {length} tokens: {apart:e1} of the largest; delta "
                    + $"{plain.Delta:e1} and {fast.Delta:e1}"
            )
        );
        apart.Should().BeLessThan(Tolerance);
    }
}
