using Repro.Experiments;
using static TorchSharp.torch;

namespace Repro.Torch.Models;

/// <summary>
/// Settings that make two runs with one seed bitwise equal on one machine. TorchSharp has no
/// <c>use_deterministic_algorithms</c> and no switch for cuDNN's choice of algorithms, so this is not guaranteed on
/// CUDA; TF32 is disabled there.
/// </summary>
public static class Determinism
{
    /// <summary>
    /// Call once at the start of a run, before its model is created, as the notebook calls <c>torch.manual_seed</c>.
    /// </summary>
    /// <param name="seed">0 … 4,294,967,295. Seeds the CPU's generator and every CUDA device's.</param>
    /// <param name="threads">Threads per operation, at least 1. Sums are split by thread, so results depend on
    /// it.</param>
    public static void Begin(long seed, int threads)
    {
        if (threads < 1)
            throw ReproException.Usage(
                $"threads: {threads} is below 1. Give the number of threads one operation may use."
            );
        if (get_num_threads() != threads)
            set_num_threads(threads);
        random.manual_seed(seed);
        if (!cuda.is_available())
            return;
        cuda.manual_seed_all(seed);
        backends.cuda.matmul.allow_tf32 = false;
        backends.cudnn.allow_tf32 = false;
    }

    /// <summary>
    /// Call at the start of every epoch. The state of a GPU's generator cannot be saved, so on CUDA an epoch's dropout
    /// depends only on seed and epoch, and a resumed run draws the same numbers. On the CPU this does nothing.
    /// </summary>
    public static void BeginEpoch(ExperimentSpec spec, int epoch)
    {
        if (spec.Device == "cuda")
            cuda.manual_seed_all(EpochSeed(spec.Seed, epoch));
    }

    /// <summary>SplitMix64's finaliser over both: neighbouring arguments give unrelated seeds.</summary>
    internal static long EpochSeed(long seed, int epoch)
    {
        var mixed = (((ulong)seed << 32) | (uint)epoch) + 0x9E3779B97F4A7C15;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return (long)((mixed ^ (mixed >> 31)) >> 1);
    }
}
