using Repro.Data.Prepare;
using Repro.Data.Prepare.Vectors;

namespace Repro.Data.Cache;

/// <summary>Prepared corpora and their vectors: <c>prepared/KEY.corpus</c> and <c>prepared/KEY.vectors</c>.</summary>
/// <param name="read">Digests what is looked at; null to go by names.</param>
internal sealed class PreparedShelf(DigestReader? read) : CacheShelf("prepared", depth: 1)
{
    private static readonly (string Ending, byte[] Magic, string Finding)[] Kinds =
    [
        (PreparedCorpusCache.Ending, PreparedCorpusCache.Magic, "prepared corpus"),
        (VectorMatrixCache.Ending, VectorMatrixCache.Magic, "vectors of a prepared corpus"),
    ];

    public override CachedFile? Judge(FileInfo file, DateTimeOffset now)
    {
        if (Leftover(file, now, name => KindOf(name) is not null) is { } leftover)
            return leftover;
        if (KindOf(file.Name) is not var (ending, magic, finding))
            return null;
        if (file.Length <= SealedFile.Overhead)
            return Is(file, CachedState.Damaged, "is too short to be whole");
        if (read is null)
            return Is(file, CachedState.Whole, finding);
        if (DigestReader.FaultOf(file, stream => SealedFile.FaultOf(stream, magic, file.Name[..64], read)) is { } fault)
            return Is(file, CachedState.Damaged, fault);
        return ending != PreparedCorpusCache.Ending || PreparedCorpusCache.Reads(file.FullName, file.Name[..64])
            ? Is(file, CachedState.Whole, finding)
            : Is(file, CachedState.Stale, "was written by another version");
    }

    private static (string Ending, byte[] Magic, string Finding)? KindOf(string name) =>
        Kinds
            .Where(kind =>
                name.Length == 64 + kind.Ending.Length
                && IsDigest(name[..64])
                && name.EndsWith(kind.Ending, StringComparison.Ordinal)
            )
            .Select(kind => ((string, byte[], string)?)kind)
            .FirstOrDefault();
}
