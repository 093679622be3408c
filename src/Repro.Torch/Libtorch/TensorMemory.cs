using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace Repro.Torch.Libtorch;

/// <summary>Direct access to a tensor's memory, for kernels that read and write in place.</summary>
internal static class TensorMemory
{
    /// <summary>The values in row-major order, without a copy; valid while the tensor is alive.</summary>
    /// <param name="tensor">Contiguous float32 on the CPU.</param>
    /// <exception cref="ArgumentException">The tensor is not contiguous float32 on the CPU.</exception>
    public static Span<float> Of(Tensor tensor)
    {
        if (tensor.device_type != DeviceType.CPU || tensor.dtype != ScalarType.Float32 || !tensor.is_contiguous())
            throw new ArgumentException(
                $"tensor: {tensor.dtype} on {tensor.device_type} cannot be read in place; it must be "
                    + "contiguous float32 on the CPU.",
                nameof(tensor)
            );
        return MemoryMarshal.Cast<byte, float>(tensor.bytes);
    }
}
