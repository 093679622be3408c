using System.Runtime.InteropServices;

namespace Repro.Torch;

/// <summary>
/// Switches of libtorch's own context that TorchSharp has no name for: <c>torch.backends.mkldnn.enabled</c> and its like. Reached by the names that
/// a C++ compiler for Linux gives them (Itanium ABI); elsewhere there are none.
/// </summary>
internal static unsafe class LibtorchContext
{
    /// <summary>Whether libtorch may use oneDNN, and NNPACK, which stands in for it in some convolutions and supports fewer processors still.</summary>
    /// <param name="library">Handle of the loaded torch_cpu.</param>
    /// <param name="enabled">Of the whole process, from now on.</param>
    /// <returns>Whether there is such a switch.</returns>
    public static bool TrySetOneDnn(nint library, bool enabled)
    {
        if (!NativeLibrary.TryGetExport(library, "_ZN2at13globalContextEv", out var context) || !NativeLibrary.TryGetExport(library, "_ZN2at7Context20setUserEnabledMkldnnEb", out var oneDnn)) return false;
        var self = ((delegate* unmanaged<nint>)context)();
        ((delegate* unmanaged<nint, byte, void>)oneDnn)(self, enabled ? (byte)1 : (byte)0);
        if (NativeLibrary.TryGetExport(library, "_ZN2at7Context20setUserEnabledNNPACKEb", out var nnpack)) ((delegate* unmanaged<nint, byte, void>)nnpack)(self, enabled ? (byte)1 : (byte)0);
        return true;
    }
}
