using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Security.Cryptography;

namespace Repro.Runs;

/// <summary>
/// Digest of a compiled .NET assembly without the compiler's information about the compilation itself. Equal sources
/// give an equal digest in any folder; comments and blank lines do not change it.
/// </summary>
/// <remarks>
/// ECMA-335 II.24 and the PE format: the digest leaves out the time stamp, the checksum, the debug directory and its
/// data (paths and digests of sources), and the module's version id, which is derived from all of these.
/// </remarks>
public static class AssemblyContent
{
    private const int TimeStampInCoff = 4,
        ChecksumInOptional = 64;

    /// <summary>SHA-256, lower-case hexadecimal, of the assembly in <paramref name="path"/>.</summary>
    /// <exception cref="BadImageFormatException">The file is not a .NET assembly.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static string Digest(string path)
    {
        var file = File.ReadAllBytes(path);
        using var image = new PEReader(new MemoryStream(file, writable: false));
        var headers = image.PEHeaders;
        Clear(file, headers.CoffHeaderStartOffset + TimeStampInCoff, sizeof(int));
        Clear(file, headers.PEHeaderStartOffset + ChecksumInOptional, sizeof(int));
        foreach (var entry in image.ReadDebugDirectory())
            Clear(file, entry.DataPointer, entry.DataSize);
        if (headers.TryGetDirectoryOffset(headers.PEHeader!.DebugTableDirectory, out var table))
            Clear(file, table, headers.PEHeader.DebugTableDirectory.Size);
        var metadata = image.GetMetadataReader();
        var version = headers.MetadataStartOffset + metadata.GetHeapMetadataOffset(HeapIndex.Guid);
        Clear(file, version, metadata.GetHeapSize(HeapIndex.Guid));
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }

    /// <summary>Names of the assemblies that the one in <paramref name="path"/> refers to.</summary>
    public static IReadOnlyList<string> References(string path)
    {
        using var image = new PEReader(File.OpenRead(path));
        var metadata = image.GetMetadataReader();
        return
        [
            .. metadata.AssemblyReferences.Select(reference =>
                metadata.GetString(metadata.GetAssemblyReference(reference).Name)
            ),
        ];
    }

    private static void Clear(byte[] file, int start, int length)
    {
        if (start > 0 && length > 0)
            Array.Clear(file, start, length);
    }
}
