using Repro.Randomness;
using Repro.Torch.Models;
using static TorchSharp.torch;

namespace Repro.Torch.Train;

/// <summary>
/// The smallest disturbance that rounding can be: every initial weight one unit in the last place up or down. Where it
/// takes a training is where another order of additions may take it.
/// </summary>
internal static class WeightNoise
{
    /// <param name="model">Fresh, on any device; zeros stay, such as the padding's row.</param>
    /// <param name="seed">Draws the directions.</param>
    public static void Add(SentimentModel model, int seed)
    {
        var random = new PythonRandom(seed);
        using var none = no_grad();
        foreach (var (_, weight) in model.named_parameters())
        {
            using var onCpu = weight.cpu();
            var values = onCpu.data<float>().ToArray();
            for (var i = 0; i < values.Length; i++)
                if (values[i] != 0)
                    values[i] =
                        random.NextDouble() < 0.5 ? MathF.BitIncrement(values[i]) : MathF.BitDecrement(values[i]);
            using var moved = tensor(values, weight.shape);
            weight.copy_(moved);
        }
    }
}
