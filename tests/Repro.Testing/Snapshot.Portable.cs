using DiffEngine;
using Repro.Files;

namespace Repro.Testing;

internal static partial class Snapshot
{
    internal static Task Verify(string folder, string name, string text, bool showDifference)
    {
        var verified = Path.Combine(folder, $"{name}.verified.txt");
        var received = Path.Combine(folder, $"{name}.received.txt");
        if (File.Exists(verified) && File.ReadAllText(verified).ReplaceLineEndings("\n") == text)
        {
            File.Delete(received);
            return Task.CompletedTask;
        }

        SafeFile.WriteText(received, text);
        if (showDifference && Desktop() && !DiffRunner.Disabled)
            DiffRunner.LaunchForText(received, verified);
        var what = File.Exists(verified) ? "differs from" : "has no accepted text in";
        throw new SnapshotException(
            $"{name}: {what} {verified}. Compare it with {received}; if that is right, rename it to "
                + $".verified.txt.\n\n{text}"
        );
    }

    // DiffEngine knows build servers; a Linux machine without a display it does not.
    private static bool Desktop() =>
        !OperatingSystem.IsLinux()
        || Environment.GetEnvironmentVariable("DISPLAY") is { Length: > 0 }
        || Environment.GetEnvironmentVariable("WAYLAND_DISPLAY") is { Length: > 0 };
}
