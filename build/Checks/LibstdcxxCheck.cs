using Repro.Native;

namespace ReproBuild.Checks;

/// <summary>
/// Checks whether LibTorchSharp can load with this host's libstdc++, and whether it was patched for that
/// (build/Native/README.md).
/// </summary>
public static class LibstdcxxCheck
{
    private const string Subject = "libstdc++";

    /// <param name="host">The host's libstdc++; null if the system needs none.</param>
    /// <param name="libTorchSharp">The bytes of the built LibTorchSharp; null if it was not built yet.</param>
    /// <param name="path">Path of the built LibTorchSharp.</param>
    /// <param name="script">The script to run on this platform.</param>
    public static Check Run(Libstdcxx? host, byte[]? libTorchSharp, string path, string script) =>
        host switch
        {
            null => Check.Ok(Subject, "not needed on this system"),
            Libstdcxx.Missing => Check.Problem(
                Subject,
                "missing",
                "Install it: apt install libstdc++6, or your distribution's equivalent."
            ),
            Libstdcxx.Current => Check.Ok(Subject, $"has {LibstdcxxCompatibility.Version}; no patch needed"),
            _ when libTorchSharp is null => Check.Ok(
                Subject,
                $"older than {LibstdcxxCompatibility.Version}; the build patches LibTorchSharp for it"
            ),
            _ => OfMend(libTorchSharp, path, script),
        };

    private static Check OfMend(byte[] libTorchSharp, string path, string script)
    {
        try
        {
            return LibstdcxxCompatibility.Apply(libTorchSharp) switch
            {
                LibstdcxxEdit.AlreadyDone => Check.Ok(
                    Subject,
                    $"older than {LibstdcxxCompatibility.Version}; LibTorchSharp is patched for it"
                ),
                LibstdcxxEdit.NotNeeded => Check.Ok(
                    Subject,
                    $"older than {LibstdcxxCompatibility.Version}, which this LibTorchSharp does not need"
                ),
                _ => Check.Problem(
                    Subject,
                    $"older than {LibstdcxxCompatibility.Version}, and {path} is not patched: it was built on "
                        + "another host",
                    $"Delete it, then {script} --target=Build"
                ),
            };
        }
        catch (ElfFormatException e)
        {
            return Check.Problem(
                Subject,
                $"{path} is damaged: {e.Message}",
                $"Delete it, then {script} --target=Build"
            );
        }
    }
}

/// <summary>A host's libstdc++, relative to what LibTorchSharp needs.</summary>
public enum Libstdcxx
{
    Missing,
    Older,
    Current,
}
