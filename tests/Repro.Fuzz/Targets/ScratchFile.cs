namespace Repro.Fuzz.Targets;

/// <summary>The one file through which a process hands an input to readers that take a path.</summary>
internal static class ScratchFile
{
    private static readonly string Folder = Directory.CreateTempSubdirectory("repro-fuzz-").FullName;

    static ScratchFile() => AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(Folder, recursive: true);

    public static string Write(string name, ReadOnlySpan<byte> bytes)
    {
        var path = Path.Combine(Folder, name);
        using var file = System.IO.File.OpenHandle(path, FileMode.Create, FileAccess.Write);
        RandomAccess.Write(file, bytes, 0);
        return path;
    }
}
