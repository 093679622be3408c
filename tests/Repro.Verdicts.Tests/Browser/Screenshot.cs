using System.Runtime.CompilerServices;
using Repro.Testing;

namespace Repro.Verdicts.Tests.Browser;

/// <summary>
/// Compares a screenshot with the accepted one by Verify's conventions, as <see cref="Snapshot"/> does texts:
/// <c>X.verified.png</c> is committed, <c>X.received.png</c> is left beside it where they differ. To accept, rename
/// received to verified.
/// </summary>
/// <remarks>
/// The tolerance is for edges of glyphs and lines, which another version of the browser may smooth otherwise: a pixel
/// differs where a channel is off by more than
/// <see cref="Faint"/> of 255, and at most <see cref="Tolerance"/> of the pixels may.
/// </remarks>
internal static class Screenshot
{
    public const int Faint = 64;

    public const double Tolerance = 0.005;

    public static void Match(string screenshot, string name, [CallerFilePath] string source = "")
    {
        var folder = Snapshot.Folder(source);
        var (verified, received) = (
            Path.Combine(folder, $"{name}.verified.png"),
            Path.Combine(folder, $"{name}.received.png")
        );
        var difference = File.Exists(verified) ? Read(verified).Difference(Read(screenshot), Faint) : 1;
        if (difference <= Tolerance)
        {
            File.Delete(received);
            return;
        }

        Directory.CreateDirectory(folder);
        File.Copy(screenshot, received, overwrite: true);
        throw new SnapshotException(
            $"{name}: {difference:P2} of the pixels are not those of {verified}; {Tolerance:P2} may differ. "
                + $"Look at {received}; if that is right, rename it to .verified.png."
        );
    }

    private static Picture Read(string file) => Picture.Read(File.ReadAllBytes(file));
}
