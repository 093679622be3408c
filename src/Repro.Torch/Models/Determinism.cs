using static TorchSharp.torch;

namespace Repro.Torch.Models;

/// <summary>
/// What makes two runs of one seed equal to the last bit, on one machine. TorchSharp has no <c>use_deterministic_algorithms</c> and no
/// switch for cuDNN's choice of algorithms, so on CUDA equality is not promised; TF32 is switched off there at least.
/// </summary>
public static class Determinism
{
    /// <summary>Call once, at the start of a run and before its model is made, as the notebook calls <c>torch.manual_seed</c>.</summary>
    /// <param name="seed">0 … 4,294,967,295. Seeds the CPU's generator and every CUDA device's.</param>
    /// <param name="threads">Threads of one operation, at least 1: sums are split by thread, so results depend on it.</param>
    public static void Begin(long seed, int threads)
    {
        if (threads < 1) throw ReproException.Usage($"threads: {threads} is below 1. Give the number of threads one operation may use.");
        if (get_num_threads() != threads) set_num_threads(threads);
        random.manual_seed(seed);
        if (!cuda.is_available()) return;
        cuda.manual_seed_all(seed);
        backends.cuda.matmul.allow_tf32 = false;
        backends.cudnn.allow_tf32 = false;
    }
}
