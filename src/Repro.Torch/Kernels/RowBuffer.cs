using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Repro.Torch.Libtorch;
using static TorchSharp.torch;

namespace Repro.Torch.Kernels;

/// <summary>
/// A buffer of float rows in libtorch's memory, reused between batches; it grows to the size of the largest batch.
/// </summary>
/// <param name="width">Floats per row.</param>
internal sealed unsafe class RowBuffer(int width) : IDisposable
{
    private Tensor? rows;
    private int capacity;

    public int Width => width;

    /// <summary>Address of row 0. Valid until <see cref="Reserve"/> grows the buffer.</summary>
    public float* Start { get; private set; }

    /// <summary>Ensures capacity. The content is lost if the buffer has to grow.</summary>
    public void Reserve(int count)
    {
        if (count <= capacity)
            return;
        rows?.Dispose();
        capacity = count;
        rows = empty(capacity, width).DetachFromDisposeScope();
        Start = AddressOf(rows);
    }

    /// <summary>
    /// Copies managed floats to libtorch's memory. A tensor over the managed array would have arbitrary alignment, and
    /// MKL's order of summation depends on alignment: equal numbers could differ in the last bits between processes.
    /// </summary>
    /// <param name="values">The values, as many as the shape has.</param>
    /// <param name="shape">Shape of the float32 tensor.</param>
    public static Tensor Aligned(ReadOnlySpan<float> values, params long[] shape)
    {
        var tensor = empty(shape);
        values.CopyTo(TensorMemory.Of(tensor));
        return tensor;
    }

    /// <summary>Address of a contiguous float32 tensor on the CPU.</summary>
    public static float* AddressOf(Tensor tensor) =>
        (float*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(TensorMemory.Of(tensor)));

    public float* Row(int row) => Start + ((long)row * width);

    /// <summary>float32 [<paramref name="count"/>, width], a view. The caller disposes it.</summary>
    public Tensor Rows(int first, int count) => rows!.narrow(0, first, count);

    /// <summary>Fills rows with zeros.</summary>
    public void Clear(int count) => NativeMemory.Clear(Start, (nuint)count * (nuint)width * sizeof(float));

    public void Dispose() => rows?.Dispose();
}
