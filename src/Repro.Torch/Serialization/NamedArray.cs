using System.Buffers.Binary;
using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace Repro.Torch.Serialization;

/// <summary>Reads a block of an array's memory, or fills it.</summary>
internal delegate void BlockVisitor(Span<byte> block);

/// <summary>
/// A named live array, described as in a safetensors file. To save it, visit its memory and read; to restore it, visit
/// and write.
/// </summary>
/// <param name="Name">Unique in its file.</param>
/// <param name="Type">Type name of safetensors: F32, F64, U32, I64, U8, BOOL.</param>
/// <param name="Shape">Empty for a single number.</param>
/// <param name="Visit">Visits all of the memory in blocks, little-endian and row-major; writes take effect.</param>
internal sealed record NamedArray(string Name, string Type, long[] Shape, Action<BlockVisitor> Visit)
{
    /// <summary>Bytes of all blocks together.</summary>
    public long Bytes => Shape.Aggregate((long)SizeOf(Type), (product, size) => checked(product * size));

    public static NamedArray Of(string name, float[] values, params long[] shape) =>
        new(name, "F32", shape, visit => visit(MemoryMarshal.AsBytes(values.AsSpan())));

    public static NamedArray Of(string name, double[] values) =>
        new(name, "F64", [values.Length], visit => visit(MemoryMarshal.AsBytes(values.AsSpan())));

    public static NamedArray Of(string name, bool[] values) =>
        new(name, "BOOL", [values.Length], visit => visit(MemoryMarshal.AsBytes(values.AsSpan())));

    /// <summary>A single number stored in a property.</summary>
    public static NamedArray Of(string name, Func<long> get, Action<long> set) =>
        Of(
            name,
            "I64",
            [],
            () =>
            {
                var bytes = new byte[sizeof(long)];
                BinaryPrimitives.WriteInt64LittleEndian(bytes, get());
                return bytes;
            },
            bytes => set(BinaryPrimitives.ReadInt64LittleEndian(bytes))
        );

    /// <summary>A value that can only be read and set as a whole; it is set if the visitor changed it.</summary>
    public static NamedArray Of(string name, string type, long[] shape, Func<byte[]> get, Action<byte[]> set) =>
        new(
            name,
            type,
            shape,
            visit =>
            {
                var was = get();
                var bytes = (byte[])was.Clone();
                visit(bytes);
                if (!bytes.AsSpan().SequenceEqual(was))
                    set(bytes);
            }
        );

    /// <summary>A float32 tensor on any device.</summary>
    public static NamedArray Of(string name, Tensor tensor) =>
        new(
            name,
            "F32",
            tensor.shape,
            visit =>
            {
                using var none = no_grad();
                using var scope = NewDisposeScope();
                var here = tensor.detach().cpu().contiguous();
                visit(here.bytes);
                if (tensor.device_type != DeviceType.CPU || !tensor.is_contiguous())
                    tensor.copy_(here);
            }
        );

    private static int SizeOf(string type) =>
        type switch
        {
            "F32" or "U32" => sizeof(float),
            "F64" or "I64" => sizeof(long),
            "U8" or "BOOL" => 1,
            _ => throw new ArgumentException($"type: {type} is not one of F32, F64, U32, I64, U8, BOOL.", nameof(type)),
        };
}
