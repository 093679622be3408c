using Repro.Data.Fetch.Archives;

namespace Repro.Data.Fetch;

/// <summary>An archive on this machine whose digest has just been checked.</summary>
/// <param name="Entry">What it is.</param>
/// <param name="Path">Where it is; not to be changed.</param>
/// <param name="Sha256">Of the file at <paramref name="Path"/>: what caches of prepared data are addressed by.</param>
/// <param name="Source">Where it came from.</param>
/// <param name="Note">For a repackaged archive, what it holds compared with the official one; else null.</param>
public sealed record FetchedArchive(
    CatalogueEntry Entry,
    string Path,
    string Sha256,
    ArchiveSource Source,
    string? Note = null
)
{
    /// <summary>What the mirror has besides that may be meant for this archive, and why it was not taken.</summary>
    public EquatableList<string> PassedOver { get; init; } = [];
}

public enum ArchiveSource
{
    Mirror,
    Cache,
    Download,
}
