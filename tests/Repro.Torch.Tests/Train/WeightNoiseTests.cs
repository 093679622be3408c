using Repro.Experiments;
using Repro.Runs;
using Repro.Torch.Models;
using Repro.Torch.Tests.Testing;
using Repro.Torch.Train;

namespace Repro.Torch.Tests.Train;

[Collection(LibtorchGroup.Name)]
public sealed class WeightNoiseTests
{
    [Theory]
    [InlineData(ModelKind.Rnn, 1)]
    [InlineData(ModelKind.Cnn, 1)]
    [InlineData(ModelKind.Cnn, 4)]
    public void Every_weight_moves_by_so_many_units_in_the_last_place_and_zeros_stay(ModelKind model, int ulps)
    {
        var (before, after) = (Weights(model, null), Weights(model, new RoundingNoise(1, ulps)));
        before.Should().HaveSameCount(after);
        before
            .Contains(0f)
            .Should()
            .Be(model == ModelKind.Rnn, "its padding's row is zero, and the CNN trains that row");
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
        moves.Should().OnlyContain(m => m == 0 || Math.Abs(m) == ulps);
        moves.Count(m => m == 0).Should().Be(before.Count(w => w == 0));
        moves.Should().Contain(ulps).And.Contain(-ulps);
    }

    [Fact]
    public void A_seed_gives_one_noise_and_another_seed_another()
    {
        var noisy = Weights(ModelKind.Cnn, new RoundingNoise(1, 1));
        Weights(ModelKind.Cnn, new RoundingNoise(1, 1)).Should().Equal(noisy);
        Weights(ModelKind.Cnn, new RoundingNoise(2, 1)).Should().NotEqual(noisy);
    }

    private static int Ulps(float a, float b) => BitConverter.SingleToInt32Bits(b) - BitConverter.SingleToInt32Bits(a);

    private static List<float> Weights(ModelKind kind, RoundingNoise? noise)
    {
        var spec = Profiles.Spec(Profiles.Sample, kind, ProtocolKind.Corrected);
        Determinism.Begin(1, threads: 1);
        using var model = ModelFactory.Create(spec, vocabularySize: 40, vectors: null);
        if (noise is not null)
            WeightNoise.Add(model, noise);
        return [.. model.named_parameters().SelectMany(p => p.parameter.data<float>().ToArray())];
    }
}
