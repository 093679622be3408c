using System.Numerics;
using System.Runtime.InteropServices;
using Repro.Torch.Models;
using Repro.Torch.Serialization;
using static TorchSharp.torch;

namespace Repro.Torch.Train;

/// <summary>
/// Looks for infinities and NaN in weights and optimiser state. A loss does not always show them: a maximum can hide
/// NaN, and an infinite mean square stops a weight from learning.
/// </summary>
internal static class FiniteNumbers
{
    private const uint Exponent = 0x7F80_0000;

    /// <summary>
    /// The first weight or optimiser array with a non-finite number; null if there is none. On a GPU the optimiser's
    /// arrays are not checked, because they would have to be copied.
    /// </summary>
    public static string? FirstOther(SentimentModel model, TrainStep step)
    {
        using var scope = NewDisposeScope();
        using var none = no_grad();
        foreach (var (name, weight) in model.named_parameters())
            if (!weight.isfinite().all().item<bool>())
                return name;
        return model.EmbeddingWeight.device_type == TorchSharp.DeviceType.CPU
            ? step.State.FirstOrDefault(array => array.Type == "F32" && !IsFinite(array))?.Name
            : null;
    }

    private static bool IsFinite(NamedArray array)
    {
        var finite = true;
        array.Visit(block => finite &= IsFinite(MemoryMarshal.Cast<byte, uint>(block)));
        return finite;
    }

    // Non-finite floats have an exponent of all ones.
    private static bool IsFinite(ReadOnlySpan<uint> floats)
    {
        var ones = new Vector<uint>(Exponent);
        for (; floats.Length >= Vector<uint>.Count; floats = floats[Vector<uint>.Count..])
            if (Vector.EqualsAny(new Vector<uint>(floats) & ones, ones))
                return false;
        foreach (var bits in floats)
            if ((bits & Exponent) == Exponent)
                return false;
        return true;
    }
}
