using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using static TorchSharp.torch;

namespace Repro.Torch.Libtorch;

/// <summary>
/// oneDNN computes libtorch's convolutions and LSTMs on the CPU, in blocks of channels, and on some processors (AMD
/// family 26, seen under a hypervisor) does not clear the memory between the last channel and the end of a block of 8
/// or more. Results are then wrong by 10 % or more, without an error. On these processors it is limited to SSE4.1,
/// whose blocks of 4 are correct, before it is loaded. On every processor it is then tested with two computations of
/// known result and disabled if one is wrong.
/// </summary>
public static partial class OneDnn
{
    private const string IsaVariable = "ONEDNN_MAX_CPU_ISA";

    /// <summary>
    /// Relative to the largest value. float32 errors are below 1e-6 here; the observed faults were above 0.05.
    /// </summary>
    private const double Tolerance = 1e-4;

    /// <summary>Call before libtorch is loaded: oneDNN reads its limit once.</summary>
    /// <param name="limit">The value of ONEDNN_MAX_CPU_ISA, which takes precedence; null if not set.</param>
    /// <returns>Whether it is limited to SSE4.1 from here on.</returns>
    internal static bool LimitWhereKnownToErr(string? limit) =>
        limit is null
        && OperatingSystem.IsLinux()
        && X86Base.IsSupported
        && IsAmdFamily26()
        && SetVariable(IsaVariable, "SSE41", overwrite: 0) == 0;

    /// <summary>Tests the bound libtorch, and disables oneDNN if it computes wrong results.</summary>
    /// <param name="library">Handle of the loaded torch_cpu, or 0 if unknown.</param>
    /// <param name="limited">Whether it has been limited to SSE4.1.</param>
    /// <returns>Its restriction: <c>sse4.1</c>, <c>off</c>, or null for none but that of ONEDNN_MAX_CPU_ISA.</returns>
    /// <exception cref="LibtorchException">It computes wrong results and cannot be disabled (exit code 3).</exception>
    internal static string? SwitchOffWhereItErrs(nint library, bool limited)
    {
        if (limited)
            // It knows none of these processors, and warns at every call.
            LibtorchContext.TrySwitchOff(library, LibtorchContext.Nnpack);
        return !IsRight(Error, () => LibtorchContext.TrySwitchOff(library, LibtorchContext.OneDnn)) ? "off"
            : limited ? "sse4.1"
            : null;
    }

    /// <param name="error">Measures its error.</param>
    /// <param name="switchOff">Disables it, if possible.</param>
    /// <returns>False if it had to be disabled.</returns>
    /// <exception cref="LibtorchException">Disabling was not possible or did not help.</exception>
    internal static bool IsRight(Func<double> error, Func<bool> switchOff)
    {
        if (error() is var found && found <= Tolerance)
            return true;
        if (switchOff() && error() <= Tolerance)
            return false;
        throw new LibtorchException(
            string.Create(
                CultureInfo.InvariantCulture,
                $"libtorch: its convolutions and LSTMs are wrong by {found:G2} on this processor, where "
                    + $"{Tolerance} is the limit. Set {IsaVariable}=SSE41, or name another PyTorch in "
                    + $"REPRO_LIBTORCH."
            )
        );
    }

    /// <summary>
    /// The largest relative error of a convolution's input gradient and of an LSTM's prediction, compared with float64,
    /// which oneDNN does not handle. The number of channels is not a multiple of the block size.
    /// </summary>
    internal static double Error()
    {
        using var scope = NewDisposeScope();
        PoisonMemory();
        return Math.Max(OfConvolution(), OfLstm());
    }

    // CPUID: the vendor string is in EBX, EDX, ECX of leaf 0; a family above 15 is the sum of both fields in leaf 1.
    private static bool IsAmdFamily26()
    {
        var (_, b, c, d) = X86Base.CpuId(0, 0);
        var (signature, _, _, _) = X86Base.CpuId(1, 0);
        return (b, d, c) == (0x68747541, 0x69746E65, 0x444D4163)
            && ((signature >> 8) & 0xF) + ((signature >> 20) & 0xFF) == 26;
    }

    // Native code does not see variables set through .NET, which keeps its own copy of the environment.
    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetVariable(string name, string value, int overwrite);

    private static double OfConvolution()
    {
        Tensor Gradient(ScalarType type)
        {
            var input = Wave(50, 1, 7, 6).to(type).requires_grad_();
            return autograd.grad([nn.functional.conv2d(input, Wave(4, 1, 3, 6).to(type)).sum()], [input])[0];
        }

        return Relative(Gradient(float32), Gradient(float64));
    }

    private static double OfLstm()
    {
        using var none = no_grad();
        using var single = nn.LSTM(6, 5, batchFirst: true);
        using var exact = nn.LSTM(6, 5, batchFirst: true, dtype: float64);
        foreach (var (a, b) in single.parameters().Zip(exact.parameters()))
        {
            a.copy_(Wave(a.shape));
            b.copy_(a);
        }

        return Relative(single.call(Wave(2, 7, 6)).Item1, exact.call(Wave(2, 7, 6).to(float64)).Item1);
    }

    private static Tensor Wave(params long[] shape) =>
        tensor(Enumerable.Range(1, (int)shape.Aggregate(1L, (a, b) => a * b)).Select(i => (float)i).ToArray())
            .sin()
            .reshape(shape);

    // Fresh pages are zero and would mask reads of memory that oneDNN forgot to clear.
    private static void PoisonMemory()
    {
        foreach (var numbers in (int[])[64, 256, 1_024, 4_096, 16_384])
            for (var block = 0; block < 8; block++)
                TensorMemory.Of(empty(numbers)).Fill(1e3f);
    }

    private static double Relative(Tensor found, Tensor exact)
    {
        var off = ((found.to(float64) - exact).abs().max() / exact.abs().max()).item<double>();
        return double.IsNaN(off) ? double.PositiveInfinity : off;
    }
}
