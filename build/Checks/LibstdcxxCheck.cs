using Repro.Native;

namespace ReproBuild.Checks;

/// <summary>
/// Whether LibTorchSharp can load over this host's libstdc++, and whether it was mended for that
/// (build/Native/README.md).
/// </summary>
public static class LibstdcxxCheck
{
    private const string Subject = "libstdc++";

    /// <param name="host">What the host has; null where the system needs none.</param>
    /// <param name="libTorchSharp">The bytes of the built LibTorchSharp; null where nothing was built yet.</param>
    /// <param name="path">Where those lie.</param>
    /// <param name="script">The script a person types here.</param>
    public static Check Of(Libstdcxx? host, byte[]? libTorchSharp, string path, string script) =>
        host switch
        {
            null => Check.Ok(Subject, "not needed on this system"),
            Libstdcxx.Missing => Check.Problem(
                Subject,
                "missing",
                "Install it: apt install libstdc++6, or what your distribution calls it."
            ),
            Libstdcxx.Current => Check.Ok(Subject, $"has {LibstdcxxCompatibility.Version}; nothing to mend"),
            _ when libTorchSharp is null => Check.Ok(
                Subject,
                $"older than {LibstdcxxCompatibility.Version}; the build mends LibTorchSharp for it"
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
                    $"older than {LibstdcxxCompatibility.Version}; LibTorchSharp is mended for it"
                ),
                LibstdcxxEdit.NotNeeded => Check.Ok(
                    Subject,
                    $"older than {LibstdcxxCompatibility.Version}, which this LibTorchSharp does not ask for"
                ),
                _ => Check.Problem(
                    Subject,
                    $"older than {LibstdcxxCompatibility.Version}, and {path} is not mended: it was built on "
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

/// <summary>A host's libstdc++, as LibTorchSharp sees it.</summary>
public enum Libstdcxx
{
    Missing,
    Older,
    Current,
}
