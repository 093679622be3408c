using System.Globalization;
using Repro.Data.Fetch.Archives;

namespace Repro.Data.Cache;

/// <summary>
/// Downloads: <c>archives/SHA256/NAME</c>, and <c>NAME.part</c> with <c>NAME.part.etag</c> while they go on.
/// </summary>
/// <param name="catalogue">Every archive that may be here.</param>
/// <param name="read">Digests what is looked at; null to go by lengths.</param>
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
            return Is(file, CachedState.Damaged, Number($"{file.Length:N0} bytes where {entry.Size:N0} are pinned"));
        var fault = read is null
            ? null
            : DigestReader.FaultOf(
                file,
                stream =>
                    read.Sha256(stream) is var found && found != entry.Sha256
                        ? $"has sha256 {found}, not the pinned one"
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
            ? Is(file, CachedState.Unfinished, "of a download")
            : Is(file, CachedState.Stale, "of a download that is not there");

    /// <summary>
    /// An archive that the catalogue no longer has, where the folder's name proves that it was one of ours.
    /// </summary>
    private CachedFile? Former(FileInfo file, string digest) =>
        read is not null
        && file.Length > 0
        && DigestReader.FaultOf(file, stream => read.Sha256(stream) == digest ? null : "other") is null
            ? Is(file, CachedState.Stale, "a download that the catalogue no longer has")
            : null;

    private static string Number(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
