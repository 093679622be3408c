using System.Runtime.InteropServices;
using Repro.Native;

// Repro.Native SOURCE TARGET: copies LibTorchSharp to the build's output, patched if this host's libstdc++ is too old
// for it. A target with the same bytes is not rewritten, because running programs may have it mapped.
if (args is not [var source, var target])
{
    Console.Error.WriteLine("Usage: Repro.Native SOURCE TARGET");
    return 2;
}

try
{
    var bytes = File.ReadAllBytes(source);
    var edit = HostHasVersion() ? LibstdcxxEdit.NotNeeded : LibstdcxxCompatibility.Apply(bytes);
    if (File.Exists(target) && bytes.AsSpan().SequenceEqual(File.ReadAllBytes(target)))
        return 0;
    Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(target))!);
    File.WriteAllBytes(target + ".part", bytes);
    File.Move(target + ".part", target, overwrite: true);
    if (edit == LibstdcxxEdit.Done)
        Console.WriteLine(
            $"{Path.GetFileName(target)}: need of {LibstdcxxCompatibility.Version} made weak, this host's "
                + "libstdc++ is older."
        );
    return 0;
}
catch (Exception e) when (e is IOException or UnauthorizedAccessException or ElfFormatException)
{
    Console.Error.WriteLine(
        $"{source}: cannot be made to load on this host: {e.Message}. Install libstdc++ of GCC 13 or later, "
            + "or set REPRO_LIBTORCH."
    );
    return 3;
}

static bool HostHasVersion() =>
    !OperatingSystem.IsLinux()
    || (
        NativeLibrary.TryLoad("libstdc++.so.6", out var library)
        && NativeLibrary.TryGetExport(library, LibstdcxxCompatibility.Symbol, out _)
    );
