using Repro.Experiments;
using Repro.Torch.Models;
using Repro.Torch.Tests.Testing;
using Repro.Torch.Train;

namespace Repro.Torch.Tests.Train;

[Collection(LibtorchGroup.Name)]
public sealed class WeightNoiseTests
{
    [Theory]
    [InlineData(ModelKind.Rnn)]
    [InlineData(ModelKind.Cnn)]
    public void Every_weight_moves_by_one_unit_in_the_last_place_and_zeros_stay(ModelKind model)
    {
        var (before, after) = (Weights(model, null), Weights(model, 1));
        before.Should().Contain(0f, "the padding's row is zero").And.HaveSameCount(after);
        var moves = before
            .Zip(after)
            .Select(w =>
                w.First == 0
                    ? w.Second == 0
                        ? 0
                        : 9
                    : Ulps(w.First, w.Second)
            )
            .ToList();
        moves.Should().OnlyContain(m => m == 0 || Math.Abs(m) == 1);
        moves.Count(m => m == 0).Should().Be(before.Count(w => w == 0));
        moves.Should().Contain(1).And.Contain(-1);
    }

    [Fact]
    public void A_seed_gives_one_noise_and_another_seed_another()
    {
        var noisy = Weights(ModelKind.Cnn, 1);
        Weights(ModelKind.Cnn, 1).Should().Equal(noisy);
        Weights(ModelKind.Cnn, 2).Should().NotEqual(noisy);
    }

    private static int Ulps(float a, float b) => BitConverter.SingleToInt32Bits(b) - BitConverter.SingleToInt32Bits(a);

    private static List<float> Weights(ModelKind kind, int? noise)
    {
        var spec = Profiles.Spec(Profiles.Sample, kind, ProtocolKind.Corrected);
        Determinism.Begin(1, threads: 1);
        using var model = ModelFactory.Create(spec, vocabularySize: 40, vectors: null);
        if (noise is { } seed)
            WeightNoise.Add(model, seed);
        return [.. model.named_parameters().SelectMany(p => p.parameter.data<float>().ToArray())];
    }
}
