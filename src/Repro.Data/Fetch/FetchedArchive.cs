using Repro.Data.Fetch.Archives;

namespace Repro.Data.Fetch;

/// <summary>An archive on this machine whose digest has just been checked.</summary>
/// <param name="Entry">The catalogue entry.</param>
/// <param name="Path">Path of the file, which must not be modified.</param>
/// <param name="Sha256">Of the file at <paramref name="Path"/>: caches of prepared data use it as their key.</param>
/// <param name="Source">Where it came from.</param>
/// <param name="Note">For a repackaged archive, how it differs from the official one; else null.</param>
public sealed record FetchedArchive(
    CatalogueEntry Entry,
    string Path,
    string Sha256,
    ArchiveSource Source,
    string? Note = null
)
{
    /// <summary>Other files in the mirror that may be meant for this archive, and why they were not used.</summary>
    public EquatableList<string> PassedOver { get; init; } = [];
}

public enum ArchiveSource
{
    Mirror,
    Cache,
    Download,
}
