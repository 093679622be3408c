using System.Runtime.InteropServices;

namespace Repro.Torch.Libtorch;

/// <summary>
/// Switches of libtorch's own context that TorchSharp has no name for: <c>torch.backends.mkldnn.enabled</c> and its
/// like. Reached by the names that a C++ compiler for Linux gives them (Itanium ABI); elsewhere there are none.
/// </summary>
internal static unsafe class LibtorchContext
{
    /// <summary>Convolutions and LSTMs on the CPU.</summary>
    public const string OneDnn = "_ZN2at7Context20setUserEnabledMkldnnEb";

    /// <summary>Some convolutions on the CPU.</summary>
    public const string Nnpack = "_ZN2at7Context20setUserEnabledNNPACKEb";

    /// <summary>Has libtorch do without a library, in the whole process, from now on.</summary>
    /// <param name="library">Handle of the loaded torch_cpu; 0 where it is not known.</param>
    /// <param name="name"><see cref="OneDnn"/> or <see cref="Nnpack"/>.</param>
    /// <returns>Whether there is such a switch.</returns>
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
