using System.Runtime.InteropServices;
using Repro.Randomness;
using Repro.Torch.Serialization;
using TorchSharp;
using static TorchSharp.torch;

namespace Repro.Torch.Train;

/// <summary>
/// All that further training depends on beside the weights, live: the optimiser's state and that of both generators.
/// </summary>
internal static class TrainingState
{
    /// <param name="step">Whose optimiser it is.</param>
    /// <param name="order">What the batches are drawn from: between two epochs as it is, within one as it was before
    /// it, since an epoch draws its order at once.</param>
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

    // The generator itself, held until it has answered: random.get_rng_state lets the collector take it while libtorch
    // asks it.
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
