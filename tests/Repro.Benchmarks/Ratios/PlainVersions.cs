namespace Repro.Benchmarks.Ratios;

/// <summary>
/// Whether the plain versions are what this processor does at its best, which a ratio is worth nothing without. oneDNN
/// computes libtorch's convolutions and LSTMs; held to fewer instructions than the processor has, or off, it is no fair
/// peer, and what libtorch does without it is not one either.
/// </summary>
/// <param name="Note">A sentence for the table.</param>
/// <param name="AreFair">False where no ratio may be quoted that rests on oneDNN.</param>
public sealed record PlainVersions(string Note, bool AreFair)
{
    /// <param name="heldTo">What oneDNN is held to, by this product or by ONEDNN_MAX_CPU_ISA; null where it does as it
    /// likes.</param>
    public static PlainVersions Of(string? heldTo) =>
        heldTo is null
            ? new("Plain versions: libtorch with oneDNN.", AreFair: true)
            : new(
                $"Plain versions: oneDNN is held to {heldTo} here. No ratio that rests on it is quoted: measure on "
                    + "another machine, or without ONEDNN_MAX_CPU_ISA.",
                AreFair: false
            );
}
