using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Repro.Torch.Serialization;

namespace Repro.Fuzz.Targets;

/// <summary>Weights: what is refused has filled nothing.</summary>
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
                ScratchFile.Of("a.safetensors", input),
                [NamedArray.Of("left", left, 2, 3), NamedArray.Of("right", right, 2)]
            );
        }
        catch (ReproException) when (left.Concat(right).Any(value => value != 0))
        {
            throw new InvalidOperationException("It was refused, and yet something was filled.");
        }
    }

    /// <summary>The header's JSON alone; its length before it and the right numbers behind it are set to fit.</summary>
    public static void Header(byte[] input)
    {
        var length = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(length, input.Length);
        File([.. length, .. input, .. Numbers]);
    }
}
