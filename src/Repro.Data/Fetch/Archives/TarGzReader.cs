using System.Formats.Tar;
using System.Globalization;
using System.IO.Compression;

namespace Repro.Data.Fetch.Archives;

/// <summary>A file inside an archive.</summary>
/// <param name="Name">With <c>/</c> between its parts, none of them empty, <c>.</c> or <c>..</c>.</param>
/// <param name="Length">Bytes.</param>
/// <param name="Content">Readable until the next entry is asked for.</param>
public sealed record ArchiveEntry(string Name, long Length, Stream Content);

/// <summary>Reads a tar.gz entry by entry, without unpacking it.</summary>
public static class TarGzReader
{
    /// <summary>
    /// Zeros behind the last entry at most; tar pads to a multiple of its blocking factor, usually 10 KiB.
    /// </summary>
    private const int LongestPadding = 1 << 20;

    /// <summary>Bytes of headers and extended headers before an entry at most.</summary>
    private const int LongestDescription = 1 << 20;

    private const int MostGlobals = 16;

    /// <summary>Bytes for which room is made because an entry says so; for more it is made as they come.</summary>
    private const int MostOnTrust = 1 << 16;

    /// <summary>
    /// Every file, in the archive's order. Links, devices, odd paths, duplicates and what exceeds
    /// <paramref name="limits"/> are refused.
    /// </summary>
    /// <exception cref="ReproException">An entry is refused, or the archive is damaged or truncated (exit code
    /// 3).</exception>
    public static IEnumerable<ArchiveEntry> Files(string path, ArchiveLimits limits)
    {
        var guard = new ArchiveGuard(Path.GetFileName(path), limits);
        using var file = ArchiveFile.OpenRead(path);
        using var gzip = new GZipStream(file, CompressionMode.Decompress);
        using var metered = new MeteredStream(gzip);
        using var tar = new TarReader(metered);
        TarEntry? last = null;
        var globals = 0;
        while (Next(tar, metered, guard, last) is { } entry)
        {
            last = entry;
            if (entry.EntryType == TarEntryType.GlobalExtendedAttributes)
            {
                if (++globals > MostGlobals)
                    throw guard.Refuse(entry.Name, $"is global header {globals}, at most {MostGlobals} are read");
                continue;
            }

            var name = guard.Admit(entry.Name, entry.Length, NotRegular(entry.EntryType));
            if (entry.EntryType == TarEntryType.Directory)
                continue;
            yield return new ArchiveEntry(name, entry.Length, entry.DataStream ?? Stream.Null);
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
            if (bytes.Length < entry.Length)
                throw new EndOfStreamException("it ends before the entry does");
            return bytes.Length == bytes.Capacity ? bytes.GetBuffer() : bytes.ToArray();
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            throw new ArchiveGuard(Path.GetFileName(archive), ArchiveLimits.Reviews).Damaged(entry.Name, e);
        }
    }

    /// <summary>
    /// The next entry. What describes it may be a name in a block of its own: as long as the archive says, so what is
    /// read of it is metered.
    /// </summary>
    private static TarEntry? Next(TarReader tar, MeteredStream metered, ArchiveGuard guard, TarEntry? last)
    {
        try
        {
            metered.Allow((last?.Length ?? 0) + LongestDescription);
            var entry = tar.GetNextEntry();
            metered.AllowAll();
            if (entry is null)
                RunOut(metered);
            return entry;
        }
        catch (OutOfMemoryException e)
        {
            throw guard.Damaged(
                last?.Name ?? "",
                new InvalidDataException("its next entry's description would not fit in memory", e)
            );
        }
        catch (Exception e)
            when (e
                    is IOException
                        or InvalidDataException
                        or FormatException
                        or NotSupportedException
                        or ArgumentException
                        or OverflowException
                        or InvalidOperationException
            )
        {
            throw guard.Damaged(last?.Name ?? "", e);
        }
    }

    /// <summary>
    /// Reads what is behind the last entry: only at its very end does the decompressor check the sum of it all.
    /// </summary>
    private static void RunOut(Stream rest)
    {
        var padding = new byte[1 << 14];
        var total = 0;
        while (rest.Read(padding) is var read and > 0)
        {
            total += read;
            if (total > LongestPadding)
                throw new InvalidDataException(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"more than {LongestPadding:N0} bytes follow its last entry"
                    )
                );
        }
    }

    private static string? NotRegular(TarEntryType type) =>
        type switch
        {
            TarEntryType.RegularFile
            or TarEntryType.V7RegularFile
            or TarEntryType.ContiguousFile
            or TarEntryType.Directory => null,
            TarEntryType.SymbolicLink => "a symbolic link",
            TarEntryType.HardLink => "a hard link",
            TarEntryType.CharacterDevice or TarEntryType.BlockDevice => "a device",
            _ => $"of type {type}",
        };
}
