namespace Repro.Benchmarks.Ratios;

/// <summary>
/// Whether the plain versions are what this processor does at its best, which a ratio is worth nothing without. oneDNN
/// computes libtorch's convolutions and LSTMs; held to fewer instructions than the processor has, it is several times
/// slower than what libtorch does without it.
/// </summary>
/// <param name="Note">A sentence for the table.</param>
/// <param name="AreFair">False where no ratio may be quoted that rests on oneDNN.</param>
public sealed record PlainVersions(string Note, bool AreFair)
{
    /// <summary>Where oneDNN is held back, libtorch does without it from here on.</summary>
    /// <param name="heldTo">What oneDNN is held to, by this product or by ONEDNN_MAX_CPU_ISA; null where it does as it
    /// likes.</param>
    /// <param name="switchOff">Has libtorch do without it; false where that cannot be.</param>
    public static PlainVersions Prepare(string? heldTo, Func<bool> switchOff) =>
        heldTo switch
        {
            null => new("Plain versions: libtorch with oneDNN.", AreFair: true),
            "off" => new("Plain versions: libtorch's own kernels; oneDNN errs here and is off.", AreFair: true),
            _ when switchOff() => new(
                $"Plain versions: libtorch's own kernels; oneDNN is held to {heldTo} here, so it is switched off.",
                AreFair: true
            ),
            _ => new(
                $"Plain versions: oneDNN is held to {heldTo} here and cannot be switched off. No ratio that rests on it "
                    + "is quoted: measure on another machine, or without ONEDNN_MAX_CPU_ISA.",
                AreFair: false
            ),
        };
}
