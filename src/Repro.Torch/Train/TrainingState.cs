using System.Runtime.InteropServices;
using Repro.Randomness;
using Repro.Torch.Serialization;
using TorchSharp;
using static TorchSharp.torch;

namespace Repro.Torch.Train;

/// <summary>
/// The live state, besides the weights, that further training depends on: that of the optimiser and of both generators.
/// </summary>
internal static class TrainingState
{
    /// <param name="step">The step with the optimiser.</param>
    /// <param name="order">The batch-order generator: between two epochs its current state, within an epoch its state
    /// before that epoch, because an epoch draws its order at once.</param>
    public static IReadOnlyCollection<NamedArray> Of(TrainStep step, PythonRandom order) =>
        [.. step.State, Dropout(), Order(order)];

    // libtorch's generator on the CPU. That of CUDA cannot be read through TorchSharp.
    private static NamedArray Dropout() => NamedArray.Of("generator.torch", "U8", [Read().Length], Read, Set);

    private static NamedArray Order(PythonRandom generator) =>
        NamedArray.Of(
            "generator.batches",
            "U32",
            [generator.State.Length],
            () => MemoryMarshal.AsBytes(generator.State.AsSpan()).ToArray(),
            bytes => generator.State = MemoryMarshal.Cast<byte, uint>(bytes).ToArray()
        );

    // Keeps the generator alive during the call: with random.get_rng_state it can be collected while libtorch reads it.
    private static byte[] Read()
    {
        using var generator = torch.Generator.Default;
        using var state = generator.get_state();
        return state.bytes.ToArray();
    }

    private static void Set(byte[] bytes)
    {
        using var generator = torch.Generator.Default;
        using var state = tensor(bytes);
        generator.set_state(state);
    }
}
