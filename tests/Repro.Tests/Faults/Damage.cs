namespace Repro.Tests.Faults;

/// <summary>What disks do to files that were whole.</summary>
internal static class Damage
{
    /// <summary>Takes the last third of a file.</summary>
    public static void Truncate(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Write);
        stream.SetLength(stream.Length * 2 / 3);
    }

    /// <summary>Turns one bit in the middle of a file.</summary>
    public static void Flip(string path)
    {
        var bytes = File.ReadAllBytes(path);
        bytes[bytes.Length / 2] ^= 4;
        File.WriteAllBytes(path, bytes);
    }
}
