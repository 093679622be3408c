using System.Text.RegularExpressions;
using Repro.Data.Prepare;
using Repro.Data.Prepare.Vectors;

namespace Repro.Data.Cache;

/// <summary>
/// Prepared corpora and their vectors, with the program that made them: <c>prepared/KEY.PROGRAM.corpus</c> and
/// <c>prepared/KEY.PROGRAM.vectors</c>. Names without a program are of an earlier version.
/// </summary>
/// <param name="program"><see cref="Repro.Runs.ProgramDigest"/> of the current program; files of other programs are
/// stale.</param>
/// <param name="read">Reads and digests files; null to check names only.</param>
internal sealed partial class PreparedShelf(string program, DigestReader? read) : CacheShelf("prepared", depth: 1)
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
        if (!PreparedFileName.IsOf(program, file.Name))
            return Is(file, CachedState.Stale, "was prepared by another program");
        if (file.Length <= SealedFile.Overhead)
            return Is(file, CachedState.Damaged, "is too short to be whole");
        if (read is null)
            return Is(file, CachedState.Whole, finding);
        var key = file.Name[..PreparedFileName.KeyLength];
        if (DigestReader.FaultOf(file, stream => SealedFile.FaultOf(stream, magic, key, read)) is { } fault)
            return Is(file, CachedState.Damaged, fault);
        return ending != PreparedCorpusCache.Ending || PreparedCorpusCache.Reads(file.FullName, key)
            ? Is(file, CachedState.Whole, finding)
            : Is(file, CachedState.Stale, "was written by another version");
    }

    private static (string Ending, byte[] Magic, string Finding)? KindOf(string name) =>
        Kinds
            .Where(kind =>
                name.EndsWith(kind.Ending, StringComparison.Ordinal) && Named().IsMatch(name[..^kind.Ending.Length])
            )
            .Select(kind => ((string, byte[], string)?)kind)
            .FirstOrDefault();

    [GeneratedRegex(@"^[0-9a-f]{64}(\.[0-9a-f]{16})?\z")]
    private static partial Regex Named();
}
