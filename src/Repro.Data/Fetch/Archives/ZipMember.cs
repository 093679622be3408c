using System.IO.Compression;

namespace Repro.Data.Fetch.Archives;

/// <summary>One member of a zip as a stream, without unpacking the zip.</summary>
public static class ZipMember
{
    private const int UnixTypeMask = 0xF000,
        UnixRegular = 0x8000,
        UnixFolder = 0x4000,
        UnixLink = 0xA000;

    /// <summary>
    /// Opens <paramref name="member"/> after checking every entry: links, unusual paths, duplicates, encryption and
    /// entries above <paramref name="limits"/> are rejected. The stream throws if its length differs from the zip's
    /// directory.
    /// </summary>
    /// <exception cref="ReproException">An entry is rejected, the zip is damaged, or the member is missing (exit code
    /// 3).</exception>
    public static Stream Open(string path, string member, ArchiveLimits limits)
    {
        var guard = new ArchiveGuard(Path.GetFileName(path), limits);
        ZipArchive? zip = null;
        var file = ArchiveFile.OpenRead(path);
        try
        {
            if (!FileBeginning.IsZip(file))
                throw guard.RefuseFile(FileBeginning.Not("zip", file));
            zip = new ZipArchive(file, ZipArchiveMode.Read);
            var entry =
                Find(zip, member, guard)
                ?? throw guard.RefuseFile(
                    $"has no member {member}, only "
                        + string.Join(", ", zip.Entries.Take(8).Select(e => TerminalText.Of(e.FullName, 100)))
                );
            return new ZipMemberStream(zip, entry, guard);
        }
        catch (Exception e)
        {
            zip?.Dispose();
            file.Dispose();
            if (e is IOException or InvalidDataException or NotSupportedException)
                throw guard.Damaged("", e);
            throw;
        }
    }

    private static ZipArchiveEntry? Find(ZipArchive zip, string member, ArchiveGuard guard)
    {
        ZipArchiveEntry? found = null;
        foreach (var entry in zip.Entries)
        {
            var name = guard.Admit(entry.FullName, entry.Length, NotRegular(entry));
            if (name == member)
                found = entry;
        }

        return found;
    }

    private static string? NotRegular(ZipArchiveEntry entry) =>
        ((entry.ExternalAttributes >> 16) & UnixTypeMask) switch
        {
            _ when entry.IsEncrypted => "encrypted",
            0 or UnixRegular or UnixFolder => null,
            UnixLink => "a symbolic link",
            var type => $"of Unix type {type:x}",
        };
}
