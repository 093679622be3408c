using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Repro.Torch.Libtorch;
using static TorchSharp.torch;

namespace Repro.Torch.Kernels;

/// <summary>
/// Rows of floats in libtorch's memory that are kept from batch to batch; they grow to the largest batch and no
/// further.
/// </summary>
/// <param name="width">Floats per row.</param>
internal sealed unsafe class RowBuffer(int width) : IDisposable
{
    private Tensor? rows;
    private int capacity;

    public int Width => width;

    /// <summary>Where row 0 begins. Valid until <see cref="Reserve"/> grows the buffer.</summary>
    public float* Start { get; private set; }

    /// <summary>Makes room. What stood in the rows is lost where they have to grow.</summary>
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
    /// Managed floats in libtorch's own memory. A tensor over the array itself lies wherever the garbage collector put
    /// it, and MKL orders its sums by how an operand is aligned: equal numbers would give different last bits in
    /// another process.
    /// </summary>
    /// <param name="values">As many as the shape has.</param>
    /// <param name="shape">Of the tensor, float32.</param>
    public static Tensor Aligned(ReadOnlySpan<float> values, params long[] shape)
    {
        var tensor = empty(shape);
        values.CopyTo(TensorMemory.Of(tensor));
        return tensor;
    }

    /// <summary>Where a contiguous float32 tensor lies in the CPU's memory.</summary>
    public static float* AddressOf(Tensor tensor) =>
        (float*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(TensorMemory.Of(tensor)));

    public float* Row(int row) => Start + ((long)row * width);

    /// <summary>float32 [<paramref name="count"/>, width], a view. The caller disposes it.</summary>
    public Tensor Rows(int first, int count) => rows!.narrow(0, first, count);

    /// <summary>Fills rows with zeros.</summary>
    public void Clear(int count) => NativeMemory.Clear(Start, (nuint)count * (nuint)width * sizeof(float));

    public void Dispose() => rows?.Dispose();
}
