namespace Repro.Data.Fetch.Archives;

/// <summary>
/// Limits above which an archive is rejected: far above the published archives, far below what would exhaust a machine.
/// </summary>
/// <param name="Entries">Maximum number of entries.</param>
/// <param name="EntryBytes">Maximum decompressed size of one entry in bytes.</param>
/// <param name="TotalBytes">Maximum total decompressed size in bytes.</param>
public sealed record ArchiveLimits(int Entries, long EntryBytes, long TotalBytes)
{
    /// <summary>aclImdb_v1 has about 100,000 entries, 41 MB in its largest, 0.5 GB in all.</summary>
    public static ArchiveLimits Reviews { get; } = new(200_000, 256L << 20, 2L << 30);

    /// <summary>glove.840B.300d's one member has 5.6 GB.</summary>
    public static ArchiveLimits Vectors { get; } = new(64, 16L << 30, 64L << 30);
}
