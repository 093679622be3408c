using System.Numerics;

namespace Repro.Torch.Kernels;

/// <summary>Arithmetic on rows of floats in native memory.</summary>
internal static unsafe class FloatRows
{
    public static void Copy(float* to, float* from, int count) =>
        new ReadOnlySpan<float>(from, count).CopyTo(new Span<float>(to, count));

    public static void Add(float* to, float* from, int count)
    {
        for (var i = 0; i < count; i += Vector<float>.Count)
            Activations.Store(
                Activations.Load(to + i, count - i) + Activations.Load(from + i, count - i),
                to + i,
                count - i
            );
    }

    public static void Multiply(float* to, float* by, int count)
    {
        for (var i = 0; i < count; i += Vector<float>.Count)
            Activations.Store(
                Activations.Load(to + i, count - i) * Activations.Load(by + i, count - i),
                to + i,
                count - i
            );
    }
}
