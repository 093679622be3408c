namespace Repro.Tests.Faults;

/// <summary>
/// Paths that the kernel answers with a real I/O error (EIO): links to a process's own memory, of which nobody may
/// touch the first byte.
/// </summary>
internal static class BrokenDisk
{
    private const string Memory = "/proc/self/mem";

    /// <summary>Whatever reads <paramref name="path"/> from now on fails.</summary>
    public static void UnderReading(string path)
    {
        Skip.IfNot(File.Exists(Memory), "an I/O error on demand takes Linux");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.Delete(path);
        File.CreateSymbolicLink(path, Memory);
    }
}
