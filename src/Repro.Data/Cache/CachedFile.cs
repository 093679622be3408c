namespace Repro.Data.Cache;

/// <summary>A file, link or folder in the cache, and what is known of it.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="State">What it is to us.</param>
/// <param name="Bytes">Its length; 0 for a folder or a link.</param>
/// <param name="Finding">What it is, or what is wrong with it.</param>
public sealed record CachedFile(string Path, CachedState State, long Bytes, string Finding)
{
    /// <summary>Whether nothing is lost with it but the time to make it again.</summary>
    public bool IsRemovable => State is CachedState.Stale or CachedState.Damaged;
}

public enum CachedState
{
    /// <summary>Ours and, as far as was looked, as it was written.</summary>
    Whole,

    /// <summary>A download that can be continued.</summary>
    Unfinished,

    /// <summary>Ours, and no longer of use.</summary>
    Stale,

    /// <summary>Ours, and not what was written.</summary>
    Damaged,

    /// <summary>Not ours, or a link: never opened, followed or removed.</summary>
    Foreign,
}
