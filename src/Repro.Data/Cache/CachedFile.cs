namespace Repro.Data.Cache;

/// <summary>A file, link or folder in the cache, and its state.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="State">Its state.</param>
/// <param name="Bytes">Its length; 0 for a folder or a link.</param>
/// <param name="Finding">What it is, or what is wrong with it.</param>
public sealed record CachedFile(string Path, CachedState State, long Bytes, string Finding)
{
    /// <summary>Whether it can be removed at no cost but the time to make it again.</summary>
    public bool IsRemovable => State is CachedState.Stale or CachedState.Damaged;
}

public enum CachedState
{
    /// <summary>A file of this program, intact as far as was checked.</summary>
    Whole,

    /// <summary>A download that can be continued.</summary>
    Unfinished,

    /// <summary>A file of this program that is no longer used.</summary>
    Stale,

    /// <summary>A file of this program whose content is damaged.</summary>
    Damaged,

    /// <summary>A file of something else, or a link: never opened, followed or removed.</summary>
    Foreign,
}
