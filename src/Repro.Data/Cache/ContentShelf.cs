using Repro.Data.Fetch;
using Repro.Data.Fetch.Archives;

namespace Repro.Data.Cache;

/// <summary>
/// Content digests of mirrored archives: <c>contents/SHA256.CONTENT.json</c> (<see cref="ContentDigest"/>).
/// </summary>
/// <param name="catalogue">The catalogue of known contents.</param>
/// <param name="read">Null to skip reading the notes.</param>
internal sealed class ContentShelf(IReadOnlyList<CatalogueEntry> catalogue, DigestReader? read)
    : CacheShelf("contents", depth: 1)
{
    private const string Ending = ".json";

    public override CachedFile? Judge(FileInfo file, DateTimeOffset now)
    {
        if (Leftover(file, now, IsNote) is { } leftover)
            return leftover;
        if (!IsNote(file.Name))
            return null;
        if (read is null)
            return Is(file, CachedState.Whole, "note of an archive's content");
        if (file.Length == 0 || ContentDigest.Remembered(file.FullName, file.Name[..64]) is not { } content)
            return Is(file, CachedState.Damaged, "does not match the archive in its name");
        return catalogue.SelectMany(entry => entry.Repackagings).Any(r => r.Sha256 == content)
            ? Is(file, CachedState.Whole, "note of an archive's content")
            : Is(file, CachedState.Stale, "is a note about content that is not in the catalogue");
    }

    private static bool IsNote(string name) =>
        name.Length > 64 + Ending.Length
        && IsDigest(name[..64])
        && name[64] == '.'
        && name.EndsWith(Ending, StringComparison.Ordinal);
}
