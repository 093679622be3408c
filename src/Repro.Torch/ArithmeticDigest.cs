using System.Security.Cryptography;
using Repro.Experiments;
using Repro.Torch.Models;
using static TorchSharp.torch;

namespace Repro.Torch;

/// <summary>
/// What the arithmetic of this machine gives, as one digest: the bits of libtorch's functions, products, sums and draws
/// at the sizes and on the number of threads that an experiment uses, and of the runtime's own functions. Two machines
/// with equal digests are expected to give equal runs of one program, whatever their processors are called.
/// </summary>
/// <remarks>
/// No kernel of this program has a part in it. A fault in one would move the digest, be taken for another machine, and
/// never be held to the baseline's bits; that code is another is <see cref="Repro.Runs.ProgramDigest"/>'s to say.
/// </remarks>
public static class ArithmeticDigest
{
    private const long Seed = 20_240_229;

    /// <summary>SHA-256, lower-case hexadecimal; null on a device that promises no bits.</summary>
    /// <param name="spec">Names the model's sizes and the batches. Nothing else of it has a part.</param>
    /// <param name="threads">Of one operation, at least 1.</param>
    /// <remarks>libtorch's generator is left as it then is: begin the run after this.</remarks>
    public static string? Of(ExperimentSpec spec, int threads)
    {
        if (spec.Device != "cpu")
            return null;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Determinism.Begin(Seed, threads);
        using var scope = NewDisposeScope();
        LibraryFunctions.Add(hash, spec);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
