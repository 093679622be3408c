using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Repro.Torch.Serialization;

namespace Repro.Fuzz.Targets;

/// <summary>Weights: a rejected file must not have filled anything.</summary>
internal static class SafetensorsTargets
{
    private static readonly float[] Left = [1, 2, 3, 4, 5, 6],
        Right = [7, 8];

    private static readonly byte[] Numbers =
    [
        .. MemoryMarshal.AsBytes(Left.AsSpan()),
        .. MemoryMarshal.AsBytes(Right.AsSpan()),
    ];

    public static void File(byte[] input)
    {
        var (left, right) = (new float[Left.Length], new float[Right.Length]);
        try
        {
            new Safetensors("weights").Read(
                ScratchFile.Write("a.safetensors", input),
                [NamedArray.Of("left", left, 2, 3), NamedArray.Of("right", right, 2)]
            );
        }
        catch (ReproException) when (left.Concat(right).Any(value => value != 0))
        {
            throw new InvalidOperationException("It was refused, and yet something was filled.");
        }
    }

    /// <summary>Only the header's JSON; the length before it and the numbers after it are set to match.</summary>
    public static void Header(byte[] input)
    {
        var length = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(length, input.Length);
        File([.. length, .. input, .. Numbers]);
    }
}
