using System.Globalization;
using Repro.Data.Fetch.Archives;

namespace Repro.Data.Cache;

/// <summary>
/// Downloads: <c>archives/SHA256/NAME</c>, and <c>NAME.part</c> with <c>NAME.part.etag</c> during a download.
/// </summary>
/// <param name="catalogue">Every archive that may be stored here.</param>
/// <param name="read">Reads and digests files; null to check lengths only.</param>
internal sealed class ArchiveShelf(IReadOnlyList<CatalogueEntry> catalogue, DigestReader? read)
    : CacheShelf(Folder, depth: 2)
{
    public const string Folder = "archives";

    private const string Part = ".part",
        Version = ".part.etag";

    public override CachedFile? Judge(FileInfo file, DateTimeOffset now)
    {
        var digest = file.Directory!.Name;
        if (!IsDigest(digest))
            return null;
        var entry = catalogue.FirstOrDefault(e => e.Sha256 == digest);
        if (entry is null)
            return Former(file, digest);
        if (file.Name == entry.FileName)
            return Whole(file, entry);
        if (file.Name == entry.FileName + Part)
            return Unfinished(file, entry);
        return file.Name == entry.FileName + Version ? OfPart(file) : null;
    }

    private CachedFile Whole(FileInfo file, CatalogueEntry entry)
    {
        if (file.Length != entry.Size)
            return Is(
                file,
                CachedState.Damaged,
                Number($"{file.Length:N0} bytes instead of the expected {entry.Size:N0}")
            );
        var fault = read is null
            ? null
            : DigestReader.FaultOf(
                file,
                stream =>
                    read.Sha256(stream) is var found && found != entry.Sha256
                        ? $"has sha256 {found}, not the expected one"
                        : null
            );
        return fault is null
            ? Is(file, CachedState.Whole, $"download of {entry.Name}")
            : Is(file, CachedState.Damaged, fault);
    }

    private static CachedFile Unfinished(FileInfo file, CatalogueEntry entry) =>
        file.Length > entry.Size
            ? Is(file, CachedState.Damaged, Number($"{file.Length:N0} bytes of a download of {entry.Size:N0}"))
            : Is(
                file,
                CachedState.Unfinished,
                Number($"{100.0 * file.Length / entry.Size:F0} % of the download of {entry.Name}")
            );

    private static CachedFile OfPart(FileInfo file) =>
        File.Exists(file.FullName[..^(Version.Length - Part.Length)])
            ? Is(file, CachedState.Unfinished, "version note of a download")
            : Is(file, CachedState.Stale, "version note of a download that does not exist");

    /// <summary>A file from an older catalogue; the folder's name proves that this program downloaded it.</summary>
    private CachedFile? Former(FileInfo file, string digest) =>
        read is not null
        && file.Length > 0
        && DigestReader.FaultOf(file, stream => read.Sha256(stream) == digest ? null : "other") is null
            ? Is(file, CachedState.Stale, "a download that is no longer in the catalogue")
            : null;

    private static string Number(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
