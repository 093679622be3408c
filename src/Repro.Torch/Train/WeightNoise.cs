using Repro.Randomness;
using Repro.Runs;
using Repro.Torch.Models;
using static TorchSharp.torch;

namespace Repro.Torch.Train;

/// <summary>
/// The smallest disturbance that rounding can cause: each initial weight is moved by one or more units in the last
/// place, up or down. A training may end as far away after a different order of additions.
/// </summary>
internal static class WeightNoise
{
    /// <param name="model">An untrained model on any device; zeros, such as the padding row, stay zero.</param>
    /// <param name="noise">Magnitude and seed of the disturbance.</param>
    public static void Add(SentimentModel model, RoundingNoise noise)
    {
        var random = new PythonRandom(noise.Seed);
        using var none = no_grad();
        foreach (var (_, weight) in model.named_parameters())
        {
            using var onCpu = weight.cpu();
            var values = onCpu.data<float>().ToArray();
            for (var i = 0; i < values.Length; i++)
                if (values[i] != 0)
                    values[i] = Moved(values[i], random.NextDouble() < 0.5 ? noise.Ulps : -noise.Ulps);
            using var moved = tensor(values, weight.shape);
            weight.copy_(moved);
        }
    }

    // Neighbouring floats have neighbouring bit patterns.
    private static float Moved(float value, int ulps) =>
        BitConverter.Int32BitsToSingle(BitConverter.SingleToInt32Bits(value) + ulps);
}
