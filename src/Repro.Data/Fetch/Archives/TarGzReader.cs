using System.IO.Compression;

namespace Repro.Data.Fetch.Archives;

/// <summary>A file inside an archive.</summary>
/// <param name="Name">Path with <c>/</c> as separator; no part is empty, <c>.</c> or <c>..</c>.</param>
/// <param name="Length">Bytes.</param>
/// <param name="Content">Readable until the next entry is asked for.</param>
public sealed record ArchiveEntry(string Name, long Length, Stream Content);

/// <summary>Reads a tar.gz entry by entry, without unpacking it.</summary>
public static class TarGzReader
{
    /// <summary>Maximum buffer allocated on the declared size alone; larger buffers grow as data arrives.</summary>
    private const int MostOnTrust = 1 << 16;

    /// <summary>
    /// Every file, in the archive's order. Links, devices, unusual paths, duplicates and entries above
    /// <paramref name="limits"/> are rejected.
    /// </summary>
    /// <exception cref="ReproException">An entry is rejected, or the archive is damaged or truncated (exit code
    /// 3).</exception>
    public static IEnumerable<ArchiveEntry> Files(string path, ArchiveLimits limits)
    {
        var guard = new ArchiveGuard(Path.GetFileName(path), limits);
        using var file = ArchiveFile.OpenRead(path);
        ThrowIfNotGzip(file, guard);
        using var gzip = new GZipStream(file, CompressionMode.Decompress);
        var tar = new TarEntries(new TarBytes(gzip));
        TarEntry? last = null;
        while (Next(tar, guard, last) is { } entry)
        {
            last = entry;
            var isFolder = entry.Type is TarHeader.Folder or TarHeader.GnuFolder;
            var name = guard.Admit(
                isFolder && !entry.Name.EndsWith('/') ? entry.Name + "/" : entry.Name,
                entry.Content.Length,
                NotRegular((char)entry.Type)
            );
            if (!isFolder)
                yield return new ArchiveEntry(name, entry.Content.Length, entry.Content);
        }
    }

    /// <summary>Reads all of <paramref name="entry"/>'s content.</summary>
    /// <exception cref="ReproException">The archive ends before the entry does (exit code 3).</exception>
    public static byte[] ReadAll(this ArchiveEntry entry, string archive)
    {
        try
        {
            var bytes = new MemoryStream((int)Math.Min(entry.Length, MostOnTrust));
            entry.Content.CopyTo(bytes);
            return bytes.Length == bytes.Capacity ? bytes.GetBuffer() : bytes.ToArray();
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            throw new ArchiveGuard(Path.GetFileName(archive), ArchiveLimits.Reviews).Damaged(entry.Name, e);
        }
    }

    private static void ThrowIfNotGzip(Stream file, ArchiveGuard guard)
    {
        try
        {
            if (!FileBeginning.IsGzip(file))
                throw guard.RefuseFile(FileBeginning.Not("gzip", file));
        }
        catch (IOException e)
        {
            throw guard.Damaged("", e);
        }
    }

    private static TarEntry? Next(TarEntries tar, ArchiveGuard guard, TarEntry? last)
    {
        try
        {
            return tar.Next(last);
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            throw guard.Damaged(last?.Name ?? "", e);
        }
    }

    private static string? NotRegular(char type) =>
        type switch
        {
            (char)TarHeader.Regular or (char)TarHeader.Folder or (char)TarHeader.GnuFolder => null,
            '1' => "a hard link",
            '2' => "a symbolic link",
            '3' or '4' => "a device",
            '6' => "a pipe",
            _ => $"of type '{type}'",
        };
}
