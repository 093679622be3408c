using Repro.Randomness;
using Repro.Runs;
using Repro.Torch.Models;
using static TorchSharp.torch;

namespace Repro.Torch.Train;

/// <summary>
/// The smallest disturbance that rounding can be: every initial weight a unit in the last place up or down, or some.
/// Where it takes a training is where another order of additions may take it.
/// </summary>
internal static class WeightNoise
{
    /// <param name="model">Fresh, on any device; zeros stay, such as the padding's row.</param>
    /// <param name="noise">How much, and in which directions.</param>
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

    // Neighbouring floats have neighbouring bits.
    private static float Moved(float value, int ulps) =>
        BitConverter.Int32BitsToSingle(BitConverter.SingleToInt32Bits(value) + ulps);
}
