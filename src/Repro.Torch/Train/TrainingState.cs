using System.Runtime.InteropServices;
using Repro.Prepare;
using Repro.Torch.Checkpoints;
using static TorchSharp.torch;

namespace Repro.Torch.Train;

/// <summary>All that the next epoch depends on beside the weights, live: the optimiser's state and that of both generators.</summary>
internal static class TrainingState
{
    public static IReadOnlyCollection<NamedArray> Of(TrainStep step, BucketIterators batches) =>
        [.. step.State, Dropout(), Order(batches.Train.Generator!)];

    // libtorch's generator on the CPU. That of CUDA cannot be read through TorchSharp.
    private static NamedArray Dropout() => NamedArray.Of("generator.torch", "U8", [Read().Length], Read, Set);

    private static NamedArray Order(PythonRandom generator) => NamedArray.Of(
        "generator.batches",
        "U32",
        [generator.State.Length],
        () => MemoryMarshal.AsBytes(generator.State.AsSpan()).ToArray(),
        bytes => generator.State = MemoryMarshal.Cast<byte, uint>(bytes).ToArray());

    private static byte[] Read()
    {
        using var state = random.get_rng_state();
        return state.bytes.ToArray();
    }

    private static void Set(byte[] bytes)
    {
        using var state = tensor(bytes);
        random.set_rng_state(state);
    }
}
