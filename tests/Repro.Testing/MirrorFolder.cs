namespace Repro.Testing;

/// <summary>The data mirror of whoever runs the tests.</summary>
internal static class MirrorFolder
{
    /// <summary>
    /// The folder that REPRO_DATA_MIRROR names, if it has a file like <paramref name="pattern"/>; else the test is
    /// skipped.
    /// </summary>
    public static string OrSkip(string pattern)
    {
        var folder = Environment.GetEnvironmentVariable("REPRO_DATA_MIRROR");
        Skip.If(string.IsNullOrEmpty(folder), "REPRO_DATA_MIRROR names no folder.");
        Skip.IfNot(Directory.EnumerateFiles(folder!, pattern).Any(), $"{folder} has no {pattern}.");
        return folder!;
    }
}
