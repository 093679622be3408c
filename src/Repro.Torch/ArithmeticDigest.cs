using System.Security.Cryptography;
using Repro.Experiments;
using Repro.Torch.Models;
using static TorchSharp.torch;

namespace Repro.Torch;

/// <summary>
/// Digest of this machine's arithmetic: the bits of libtorch's functions, products, sums and random draws at the sizes
/// and thread count of an experiment, and of the runtime's functions. Two machines with equal digests are expected to
/// give equal runs of one program, regardless of processor name.
/// </summary>
/// <remarks>
/// It uses no kernel of this program. Otherwise a fault in a kernel would change the digest, look like another machine,
/// and escape the bitwise comparison. Changes of the code are covered by <see cref="Repro.Runs.ProgramDigest"/>.
/// </remarks>
public static class ArithmeticDigest
{
    private const long Seed = 20_240_229;

    /// <summary>SHA-256, lower-case hexadecimal; null on devices without bitwise reproducibility.</summary>
    /// <param name="spec">Provides the model's sizes and the batch sizes; nothing else in it is used.</param>
    /// <param name="threads">Threads per operation, at least 1.</param>
    /// <remarks>Advances libtorch's random generator: seed the run after this call.</remarks>
    public static string? Measure(ExperimentSpec spec, int threads)
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
