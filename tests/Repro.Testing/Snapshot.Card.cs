using System.Runtime.CompilerServices;

namespace Repro.Testing;

// Verify.Xunit brings its own global usings.
internal static partial class Snapshot
{
    internal static Task Verify(string folder, string name, string text, bool showDifference)
    {
        var settings = new VerifySettings();
        settings.UseDirectory(folder);
        settings.UseFileName(name);
        if (!showDifference)
            settings.DisableDiff();
        return Verifier.Verify(text, settings, Path.Combine(folder, "_.cs")).ToTask();
    }

    /// <summary>The repository's text files have no byte-order mark.</summary>
    [ModuleInitializer]
    internal static void WriteWithoutByteOrderMark() => VerifierSettings.UseUtf8NoBom();
}
