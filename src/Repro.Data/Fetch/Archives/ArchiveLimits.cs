namespace Repro.Data.Fetch.Archives;

/// <summary>
/// What an archive may claim before it is refused: far above what is published, far below what would fill a machine.
/// </summary>
/// <param name="Entries">Entries at most.</param>
/// <param name="EntryBytes">Decompressed bytes of one entry at most.</param>
/// <param name="TotalBytes">Decompressed bytes in all at most.</param>
public sealed record ArchiveLimits(int Entries, long EntryBytes, long TotalBytes)
{
    /// <summary>aclImdb_v1 has about 100,000 entries, 41 MB in its largest, 0.5 GB in all.</summary>
    public static ArchiveLimits Reviews { get; } = new(200_000, 256L << 20, 2L << 30);

    /// <summary>glove.840B.300d's one member has 5.6 GB.</summary>
    public static ArchiveLimits Vectors { get; } = new(64, 16L << 30, 64L << 30);
}
