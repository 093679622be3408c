using System.Runtime.InteropServices;

namespace Repro.Torch.Libtorch;

/// <summary>
/// Switches of libtorch's context that TorchSharp does not expose, such as <c>torch.backends.mkldnn.enabled</c>. They
/// are called by their mangled C++ names (Itanium ABI), so only on Linux.
/// </summary>
internal static unsafe class LibtorchContext
{
    /// <summary>Convolutions and LSTMs on the CPU.</summary>
    public const string OneDnn = "_ZN2at7Context20setUserEnabledMkldnnEb";

    /// <summary>Some convolutions on the CPU.</summary>
    public const string Nnpack = "_ZN2at7Context20setUserEnabledNNPACKEb";

    /// <summary>Disables a library in libtorch for the rest of the process.</summary>
    /// <param name="library">Handle of the loaded torch_cpu; 0 if unknown.</param>
    /// <param name="name"><see cref="OneDnn"/> or <see cref="Nnpack"/>.</param>
    /// <returns>Whether the switch exists.</returns>
    public static bool TrySwitchOff(nint library, string name)
    {
        if (
            library == 0
            || !NativeLibrary.TryGetExport(library, "_ZN2at13globalContextEv", out var context)
            || !NativeLibrary.TryGetExport(library, name, out var set)
        )
            return false;
        ((delegate* unmanaged<nint, byte, void>)set)(((delegate* unmanaged<nint>)context)(), 0);
        return true;
    }
}
